### Analyse d'un test, équité, accord des évaluateurs, seuils : ce que disent les commandes `analyse`, `dif`, `agreement`, `standard-setting`. Lu par l'expert.

# $count (number): nombre de choses qui ne vont pas
wrongs = { $count ->
    [one] Une chose ne va pas ; rien n'a été calculé.
   *[other] { $count } choses ne vont pas ; rien n'a été calculé.
}
formulas = Ce que sont ces nombres
item = Question
option = Option
no-answer = sans réponse
count = Effectif
strength = Groupe
remarks = À regarder
yes = oui
no = non

# $persons (number): personnes
# $items (number): questions
# $mean (decimal): moyenne des totaux
# $most (decimal): total possible
analysed = { $persons ->
    [one] { $persons } personne
   *[other] { $persons } personnes
}, { $items ->
    [one] { $items } question
   *[other] { $items } questions
} : en moyenne { DECIMAL($mean) } points sur { DECIMAL($most) }.
# $count (number): personnes laissées de côté
left-out = { $count ->
    [one] Une personne est laissée de côté : il lui manque une réponse.
   *[other] { $count } personnes sont laissées de côté : il leur manque une réponse.
}
# $error (decimal): erreur type, en points
# $alpha (decimal): alpha
precise = Un total est connu à { DECIMAL($error) } points près, deux fois sur trois : la fidélité est de { DECIMAL($alpha) }.
not-precise = La fidélité ne peut pas être dite : il faut deux questions, deux personnes et des totaux qui diffèrent.
# $alpha (decimal): alpha
alpha-negative = La fidélité est négative ({ DECIMAL($alpha) }) : les questions s'opposent, leur somme ne mesure pas une chose. Les clés sont à vérifier d'abord.
# $items (text): questions
flag-not-seen = Personne n'a vu : { $items }.
# $items (text): questions
flag-no-variance = Tout le monde a la même note : { $items }.
# $items (text): questions
flag-no-variance-elsewhere = Le reste du test ne varie pas : { $items }.
# $items (text): questions
flag-negative-covariance = Elles tirent le total à l'envers, et n'ont pas de poids effectif : { $items }.
# $items (text): questions
flag-negative-discrimination = Ceux qui réussissent le reste réussissent moins ces questions (la clé est à relire) : { $items }.
# $items (text): questions
flag-below-guessing = Moins réussies qu'au hasard : { $items }.
flag-nothing = Aucune question ne demande à être relue d'après ces nombres.
# $item (text): question
# $option (text): option
option-draws = { $item }, option { $option } : fausse, et choisie par les plus forts.
# $item (text): question
# $option (text): option
option-repels = { $item }, option { $option } : juste, et choisie par les plus faibles.
# $count (number): options
options-idle = { $count ->
    [one] Une option fausse est choisie par moins de 5 % des personnes : elle ne sert pas.
   *[other] { $count } options fausses sont choisies par moins de 5 % des personnes : elles ne servent pas.
}
table-test = Le test
table-items = Les questions
table-points = Erreur selon le nombre de bonnes réponses (Lord)
# $item (text): question
table-options = Options de { $item }
points = Points
weakest = plus faibles
strongest = plus forts

# $reference (number): personnes du groupe de référence
# $focal (number): personnes du groupe comparé
# $column (text): colonne du groupe
# $value (text): valeur du groupe comparé
compared = { $focal } personnes ({ $column } = { $value }) sont comparées à { $reference } autres, à score égal.
# $found (number): questions
# $all (number): toutes
dif-found = { $found ->
    [0] Aucune des { $all } questions ne se comporte autrement pour les deux groupes.
    [one] Une question sur { $all } se comporte autrement pour les deux groupes.
   *[other] { $found } questions sur { $all } se comportent autrement pour les deux groupes.
}
# $items (text): questions
dif-harder = Plus difficiles pour le groupe comparé, nettement (classe C) : { $items }.
# $items (text): questions
dif-easier = Plus faciles pour le groupe comparé, nettement (classe C) : { $items }.
dif-none-large = Aucun écart n'est grand (classe C).
dif-to-read = C'est une raison de relire ces questions, pas une preuve qu'elles sont injustes.
# $passes (number): passages
dif-purified = { $passes ->
    [0] Le score de comparaison garde toutes les questions.
    [one] Le score de comparaison a été épuré une fois des questions signalées.
   *[other] Le score de comparaison a été épuré { $passes } fois des questions signalées.
}
dif-not-settled = L'épuration tourne en rond : les mêmes questions entrent et sortent. Les résultats signalés sont à lire un par un.
table-mantel = Mantel et Haenszel
table-logistic = Régression logistique
no-fit = pas de réponse finie
flagged = Signalée

# $subjects (number): dossiers
# $raters (number): évaluateurs
# $categories (number): catégories
rated = { $subjects } dossiers, { $raters } évaluateurs, { $categories } catégories.
# $list (text): catégories
categories-found = Les catégories sont celles des données, dans cet ordre : { $list }. Une catégorie jamais employée ne se voit pas : dites-les toutes avec --categories.
# $list (text): catégories
categories-unused = Catégories déclarées et jamais employées : { $list }.
# $percent (decimal): part, en pour cent
all-agree = Tous les évaluateurs sont d'accord sur { DECIMAL($percent) } % des dossiers.
# $first (text): évaluateur
# $second (text): évaluateur
# $value (decimal): kappa
# $low (decimal): bas de l'intervalle
# $high (decimal): haut de l'intervalle
pair-agrees = Au-delà du hasard, { $first } et { $second } s'accordent à { DECIMAL($value) } (entre { DECIMAL($low) } et { DECIMAL($high) }).
# $value (decimal): coefficient
# $low (decimal): bas de l'intervalle
# $high (decimal): haut de l'intervalle
many-agree = Au-delà du hasard, l'accord est de { DECIMAL($value) } (entre { DECIMAL($low) } et { DECIMAL($high) }) : 1 serait un accord entier, 0 celui du hasard.
# $name (text): coefficient
# $why (text): raison
not-said = { $name } : { $why }
table-coefficients = Accord
table-pairs = Accord deux à deux
table-categories = Accord par catégorie
table-icc = Corrélations intraclasses
pair = Évaluateurs
category = Catégorie
coefficient = Coefficient
value = Valeur
interval = Intervalle
chance = Hasard
standard-error = Erreur type
p-value = p
scale-nominal = nominale
scale-ordinal = ordinale
scale-interval = d'intervalle
scale-ratio = de rapport

# $cut (decimal): seuil
# $items (number): questions
# $judges (number): juges
angoff-cut = Le seuil des { $judges } juges est de { DECIMAL($cut) } points sur { $items }.
# $round (number): rang du tour
angoff-round = Tour { $round }
# $error (decimal): erreur type
angoff-error = D'autres juges l'auraient mis à { DECIMAL($error) } points près, deux fois sur trois.
# $before (decimal): seuil d'avant
# $after (decimal): seuil d'après
# $share (decimal): part des avis changés, en pour cent
angoff-moved = Du premier au dernier tour, le seuil passe de { DECIMAL($before) } à { DECIMAL($after) } points ; { DECIMAL($share) } % des avis ont changé.
# $ratio (decimal): rapport des écarts
angoff-closer = Les juges se sont rapprochés : leur écart est { DECIMAL($ratio) } fois celui d'avant.
# $ratio (decimal): rapport des écarts
angoff-apart = Les juges se sont éloignés : leur écart est { DECIMAL($ratio) } fois celui d'avant.
# $judges (text): juges
angoff-odd = Voient les questions autrement que les autres (corrélation sous 0,30) : { $judges }.
angoff-clipped = Une composante de variance est négative, et comptée pour 0 : il y a trop peu de juges ou de questions pour la dire.
# $cut (decimal): seuil
# $error (decimal): erreur type
bookmark-cut = Le seuil est à { DECIMAL($cut) } sur l'échelle ; d'autres juges l'auraient mis à { DECIMAL($error) } près, deux fois sur trois.
# $points (decimal): points attendus
# $items (number): questions
bookmark-points = Qui est juste au seuil a { DECIMAL($points) } bonnes réponses attendues sur { $items }.
# $cut (decimal): seuil
# $whole (decimal): seuil en points entiers
# $percent (decimal): part d'échecs, en pour cent
hofstee-cut = Le compromis est à { DECIMAL($cut) } points, soit { DECIMAL($whole) } en points entiers, avec { DECIMAL($percent) } % d'échecs.
# $below (number): personnes jugées non compétentes
# $above (number): personnes jugées compétentes
# $cut (decimal): seuil
contrast-cut = Entre { $below } personnes jugées non compétentes et { $above } jugées compétentes, le seuil est de { DECIMAL($cut) } points.
contrast-apart = Un score sépare les deux groupes sans une erreur : la régression n'a pas de fin, le milieu des moyennes est donné.
# $persons (number): personnes limites
# $cut (decimal): seuil
borderline-cut = La moitié des { $persons } personnes jugées limites a { DECIMAL($cut) } points ou plus.
# $percent (decimal): part, en pour cent
# $low (decimal): part au seuil plus haut
# $high (decimal): part au seuil plus bas
impact-says = À ce seuil, { DECIMAL($percent) } % réussissent ; entre { DECIMAL($low) } et { DECIMAL($high) } % si le seuil bouge d'une erreur type.
# $percent (decimal): part, en pour cent
impact-only = À ce seuil, { DECIMAL($percent) } % réussissent.
reaches-passes = Qui atteint le seuil réussit.
table-judges = Les juges
table-components = Précision du seuil
table-impact = Qui réussirait
judge = Juge
cut = Seuil
errors-away = Erreurs types
passing = Réussites
rate = Part

formula--facility = Facilité
formula--deviation = Écart type
formula--guess = Au hasard
formula--intended-weight = Poids prévu %
formula--effective-weight = Poids effectif %
formula--discrimination-index = Indice de discrimination
formula--discriminative-efficiency = Efficacité discriminante
formula--item-total = r avec le total
formula--item-rest = r avec le reste
formula--alpha-without = α sans elle
formula--upper-lower = D 27 %
formula--mean = Moyenne
formula--median = Médiane
formula--skewness = Asymétrie
formula--kurtosis = Aplatissement
formula--consistency = Cohérence interne %
formula--error-ratio = Part d'erreur %
formula--standard-error = Erreur type de mesure
formula--alpha = Alpha (KR-20)
formula--kr21 = KR-21
formula--standardised-alpha = Alpha standardisé
formula--lambda6 = Lambda-6
formula--omega = Oméga
formula--conditional-error = Erreur type à ce score
formula--share = Part
formula--option-rest = r avec le reste (option)
formula--mh-odds = Rapport des cotes α
formula--mh-chi-square = χ² de Mantel et Haenszel
formula--mh-delta = Δ
formula--ets-class = Classe
formula--std-p-dif = Écart de réussite à score égal
formula--breslow-day = Breslow et Day, p
formula--logistic = Rapport de vraisemblance
formula--delta-r2 = ΔR² de Nagelkerke
formula--exact-agreement = Accord de tous
formula--cohen = Kappa de Cohen
formula--stuart-maxwell = Même usage des catégories, p
formula--adjusted-kappa = Kappa ajusté
formula--fleiss = Kappa de Fleiss
formula--conger = Kappa de Conger
formula--light = Kappa de Light
formula--gwet = AC de Gwet
formula--krippendorff = Alpha de Krippendorff
formula--icc = Corrélation intraclasse
formula--kendall-w = W de Kendall
formula--prevalence = Prévalence
formula--specific-agreement = Accord sur elle
formula--angoff-cut = Seuil d'Angoff
formula--angoff-error = Erreur type, autres juges
formula--angoff-error-both = Erreur type, autres juges et questions
formula--judge-cut = Seuil du juge
formula--severity = Sévérité (écarts types)
formula--with-rest = r avec les autres juges
formula--with-difficulty = r avec la réussite observée
formula--generalisability = Généralisabilité
formula--dependability = Fiabilité absolue
formula--location = Place sur l'échelle
formula--bookmark-cut = Seuil du signet
formula--bookmark-error = Erreur type de la moyenne
formula--hofstee-cut = Seuil de Hofstee
formula--contrasting-logistic = Groupes contrastés, régression
formula--contrasting-normal = Groupes contrastés, courbes normales
formula--contrasting-midpoint = Groupes contrastés, milieu des moyennes
formula--borderline-cut = Groupe limite
formula--impact = Part de réussite

says--facility = note moyenne / maximum
says--guess = part du maximum que gagne une réponse au hasard, telle que donnée ou justes / options
says--effective-weight = 100 √cov(x, T) / Σ √cov(xᵢ, T), sans les covariances négatives
says--discriminative-efficiency = 100 cov(x, r) / cov(x trié, r trié), r = T − x
says--alpha-without = α des autres questions
says--upper-lower = part moyenne des 27 % plus forts − celle des 27 % plus faibles, ex æquo partagés
says--median = le milieu des totaux
says--error-ratio = 100 √(1 − cohérence/100)
says--standard-error = part d'erreur × écart type / 100 = s √(1 − α)
says--alpha = k/(k − 1) (1 − Σ sᵢ²/s²) ; KR-20 pour juste ou faux
says--omega = (Σ lᵢsᵢ)²/((Σ lᵢsᵢ)² + Σ(1 − lᵢ²)sᵢ²), un facteur, résidus minimaux
says--share = effectif / personnes
says--option-rest = r(option choisie, T − x)
says--mh-chi-square = max(0, |ΣA − ΣE| − ½)²/ΣV ; sans ½ si demandé
says--ets-class = A : |Δ| < 1, ou non significatif ; C : |Δ| ≥ 1,5 et significativement > 1 ; sinon B
says--breslow-day = Σ(A − Â)²/var Â, valeur p
says--exact-agreement = dossiers où tous sont d'accord / dossiers
says--cohen = (pₒ − pₑ)/(1 − pₑ), pondéré sur toutes les catégories déclarées
says--stuart-maxwell = dᵀV⁻¹d, valeur p
says--light = moyenne des kappas de Cohen de toutes les paires ; erreur type par jackknife
says--icc = d'après les carrés moyens des dossiers, des évaluateurs et du reste
says--prevalence = notations dans la catégorie / notations
says--angoff-cut = somme, sur les questions, de la moyenne des avis des juges
says--judge-cut = somme de ses avis
says--severity = (seuil du juge − seuil moyen) / écart type des seuils
says--with-rest = r(ses avis, moyenne des avis des autres)
says--with-difficulty = r(ses avis, part des personnes qui ont réussi)
says--bookmark-cut = médiane des juges, entre la question d'avant le signet et celle du signet
says--bookmark-error = écart type des seuils des juges / √n_J
says--hofstee-cut = où la part d'échecs rencontre la diagonale des juges
says--contrasting-logistic = −β₀/β₁, logit P(compétent) = β₀ + β₁x
says--contrasting-normal = où les deux courbes normales se croisent, entre les moyennes
says--borderline-cut = médiane du groupe limite
says--impact = personnes dont le score ≥ seuil + k erreurs types / personnes

csv--empty = Le tableau n'a aucune ligne sous la première.
# $name: nom de la colonne
csv--same-name = Deux colonnes s'appellent « { $name } ».
# $name: le nom
# $line: la ligne où il est déjà
csv--twice = « { $name } » est déjà à la ligne { $line }.
# $found: la cellule
# $most: la dernière place
csv--position = « { $found } » n'est pas une place du livret : de 1 à { $most }.
# $name: nom de la colonne
csv--no-column = Il n'y a pas de colonne « { $name } ».
# $found: nombre de cellules
# $expected: nombre attendu
csv--ragged = Cellules de cette ligne : { $found } ; de la première : { $expected }.
# $found: ce qui est écrit
# $example: un exemple
csv--cell = « { $found } » n'a pas la forme attendue, comme « { $example } ».
# $name: nom écrit
# $columns: noms connus
csv--column = Aucune colonne ne s'appelle « { $name } » ici ; il y a : { $columns }.
csv--quote = Un guillemet s'ouvre ici, et rien ne le ferme.
# $found: ce qui est écrit
csv--number = « { $found } » n'est pas un nombre.
# $found: ce qui est écrit
# $most: maximum
csv--above = { $found } est plus que le maximum de la question, { $most }.
# $found: ce qui est écrit
csv--count = « { $found } » n'est pas un nombre entier de personnes.
# $found: ce qui est écrit
csv--right-wrong = « { $found } » n'est ni 0 ni 1.
# $found: ce qui est écrit
# $options: options de la question
csv--option = L'option « { $found } » n'existe pas ; il y a { $options }.
# $found: ce qui est écrit
csv--category = La catégorie « { $found } » n'est pas déclarée.
# $found: ce qui est écrit
csv--share = « { $found } » n'est pas un nombre entre 0 et 1.
# $found: ce qui est écrit
csv--group = « { $found } » n'est pas l'un des deux groupes.
csv--no-group = Cette ligne n'a pas de groupe.
# $name: nom du juge ou de la question
csv--unknown = « { $name } » n'est pas dans l'autre tableau.

table--ragged = Une ligne n'a pas le nombre de cases attendu.
marks--no-person = Il ne reste personne à compter.
marks--no-item = Il n'y a aucune question.
marks--mark = Une note n'est pas un nombre.
marks--above = Une note dépasse le maximum de sa question.
marks--maximum = Le maximum d'une question n'est pas un nombre plus grand que 0.
agreement--no-subject = Aucun dossier n'a deux notations.
agreement--one-subject = Un seul dossier a deux notations.
agreement--one-rater = Il faut deux évaluateurs.
agreement--one-category = Il faut deux catégories.
agreement--category = Une catégorie n'est pas déclarée.
agreement--number = Une notation n'est pas un nombre que cette méthode accepte.
agreement--incomplete = Il manque une notation, et cette méthode les veut toutes.
agreement--no-variation = Toutes les notations sont pareilles : l'accord ne se distingue pas du hasard.
agreement--weights = Un poids ou un effectif est hors de ses bornes.
dif--group = Une personne n'est dans aucun des deux groupes.
dif--empty-group = L'un des deux groupes est vide.
dif--categories = Une question a plus de deux notes possibles : ici, juste ou faux seulement.
dif--one-item = Il faut deux questions pour comparer à score égal.
dif--level = Le niveau de signification doit être entre 0 et 1.
standard--one-judge = Il faut deux juges.
standard--one-item = Il faut deux questions.
standard--rating = Un avis n'est pas un nombre entre 0 et 1.
standard--location = Une question n'a pas de place sur l'échelle pour cette chance de réussite.
standard--position = Un signet est hors du livret.
standard--no-person = Un groupe est vide, ou n'a qu'une personne.
standard--score = Un score n'est pas un nombre.
standard--limits = Les limites ne sont pas des nombres dans l'ordre.
standard--no-crossing = La part d'échecs ne rencontre nulle part ce que les juges accepteraient.
standard--no-separation = Les deux groupes ne diffèrent pas dans le bon sens : aucun seuil ne les sépare.
