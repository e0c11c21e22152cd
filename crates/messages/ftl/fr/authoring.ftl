### Ce que trouve la vérification d'un dossier écrit par un certificateur. La place dans le fichier est dite à côté.

# $wanted: ce qui était attendu
authoring--wanted = Valeur attendue : { $wanted }.
# $member: nom du membre
authoring--missing-member = Il manque « { $member } ».
# $member: nom du membre
authoring--unknown-member = « { $member } » n'est pas connu ici.
authoring--blank = Ce texte est vide.
# $tag: étiquette de langue
authoring--language = « { $tag } » n'est pas une étiquette de langue.
# $found: construction trouvée
authoring--markdown = Ce texte contient une mise en forme qui n'est pas permise ({ $found }).
# $found: format trouvé
# $wanted: format attendu
authoring--format = Le format est « { $found } » ; il faut « { $wanted } ».
authoring--no-source = Il faut au moins une source.
# $path: chemin
authoring--missing-file = Il manque le fichier « { $path } ».
authoring--unknown-file = Ce fichier n'a pas sa place dans le dossier.
# $id: identifiant écrit dans le fichier
authoring--file-name = Le nom du fichier doit être « { $id } ».

# $count: nombre d'options
item--option-count = Une question à choix a de 2 à 12 options ; celle-ci en a { $count }.
# $option: identifiant
item--option-twice = L'option « { $option } » est là deux fois.
# $option: identifiant
item--same-option = L'option « { $option } » dit la même chose qu'une autre.
# $option: identifiant
item--unknown-option = L'option « { $option } » n'existe pas.
item--key-kind = Le corrigé n'est pas du même genre que la question.
# $count: nombre de bonnes réponses
item--key-count = Le nombre de bonnes réponses ({ $count }) ne va pas avec la question.
# $option: identifiant
item--no-feedback = Rien ne dit pourquoi l'option « { $option } » est fausse.
# $right: longueur
# $wrong: longueur
item--telling-length = La bonne réponse se trahit par sa longueur ({ $right } signes, contre { $wrong } au plus).
item--nothing-accepted = Aucune réponse n'est acceptée.
# $element: identifiant
item--element-twice = L'élément « { $element } » est là deux fois.
# $element: identifiant
item--element-points = L'élément « { $element } » doit valoir plus de zéro point.
item--no-element = Le guide de correction n'a aucun élément.
item--no-competence = La question ne mesure aucune compétence.
# $competence: identifiant
item--other-unit = La compétence « { $competence } » n'appartient pas à cette partie.
# $name: nom du fichier
item--unknown-sound = Le son « { $name } » n'est pas dans « media ».
# $name: nom du fichier
item--not-a-sound = « { $name } » est une image : il faut un son ici.
# $least: écoutes exigées
# $most: écoutes permises
item--plays = Le son doit être joué { $least } fois et peut l'être { $most } fois au plus : personne ne pourrait répondre.
item--sort-twice = Ce genre de fichier est déjà dans la liste.
# $item: identifiant de la question
protocol--upload-away = La question « { $item } » demande un fichier : il reste sur l'appareil de la personne, donc ce test se note sur place (« local »).
# $name: nom du fichier
item--unknown-picture = L'image « { $name } » n'est pas dans « media ».
# $name: nom du fichier
item--no-alternative = L'image « { $name } » n'a pas d'alternative : les mots pour qui ne la voit pas.
# $option: identifiant
item--telling-alternative = L'alternative d'une image dit la bonne réponse « { $option } », et aucune autre.
# $turn: identifiant
item--turn-alone = Aucune réponse ne mène à la réplique « { $turn } ».
# $reply: identifiant
# $turn: identifiant
item--turn-back = La réponse « { $reply } » doit mener à une réplique qui vient après, pas à « { $turn } ».
item--shape = La forme ne contient rien, ou sort de l'image : « rect » : [gauche, haut, droite, bas], « circle » : [x, y, rayon], « poly » : [x, y, ...].
# $stimulus: identifiant
item--unknown-stimulus = Le texte « { $stimulus } » n'existe pas.
# $item: identifiant
item--unknown-enemy = La question « { $item } » n'existe pas.
# $item: identifiant
item--one-sided-enemy = La question « { $item } » ne nomme pas celle-ci en retour.
# $least: nombre au moins
# $most: nombre au plus
# $count: nombre trouvé
item--list-count = Il en faut de { $least } à { $most } ; ici, { $count }.
# $mark: identifiant de la marque
item--mark-kind = La marque « { $mark } » n'est pas du genre que la question attend.
# $mark: identifiant de la marque
item--mark-twice = La marque « { $mark } » est là deux fois.
# $tag: étiquette de langue
item--no-mark = Le texte en « { $tag } » n'a aucune marque.
# $tag: étiquette de langue
item--mark-languages = Le texte en « { $tag } » n'a pas les mêmes marques que les autres langues.
item--slider = Du minimum au maximum, il faut un nombre entier de pas, de 1 à 1 000.
# $field: identifiant du champ
item--field-without-place = Le champ « { $field } » n'a pas de place dans le texte.
item--key-not-admitted = La question ne permet pas de donner la réponse du corrigé.
# $word: réponse acceptée
item--short-for-edits = « { $word } » est trop court pour autant de fautes permises.
item--factor = Il faut deux nombres entiers, comme [1000, 1].
item--too-few-groups = Il faut au moins autant de groupes de réponses que de champs.
item--retired = Une question retirée ne se publie pas.
item--draft = Cette question n'a pas encore eu de second lecteur.

# $what: ce qui est en double
referential--id-twice = Un identifiant est là deux fois ({ $what }).
# $unit: identifiant
referential--empty-unit = La partie « { $unit } » n'a aucune compétence.
# $unit: identifiant
referential--unknown-unit = La partie « { $unit } » n'existe pas.
# $competence: identifiant
referential--unknown-competence = La compétence « { $competence } » n'existe pas.
# $competence: identifiant
referential--unmeasured = Aucune question ne mesure la compétence « { $competence } ».

protocol--parts = Il faut des parties, chacune avec un identifiant à elle.
protocol--claims = Il faut des affirmations, chacune avec un identifiant à elle.
# $ceiling: niveau de garantie
protocol--assurance = Le lieu de notation ne peut pas donner ce niveau de garantie ; au plus : { $ceiling }.
protocol--provisional = Un protocole non étalonné ne donne qu'une auto-évaluation.
# $part: identifiant
# $possible: points
protocol--floor = La note plancher de « { $part } » dépasse ses { $possible } points.
protocol--impossible-pass = Le seuil ne peut pas être atteint.
protocol--no-section = Il faut au moins une section.
# $section: identifiant
protocol--section-twice = La section « { $section } » est là deux fois.
protocol--points = Une question vaut plus de zéro point.
# $least: nombre de questions
protocol--quotas = Les minimums demandent { $least } questions, plus que la section n'en tire.
protocol--no-forms = Le protocole n'a pas de formes.
protocol--quota = Le minimum dépasse le maximum.
protocol--fraction = Il faut une fraction, comme [4, 5].
protocol--claim-about = Une affirmation porte sur une partie ou sur une compétence, pas les deux.
# $id: identifiant
protocol--other-referential = Le protocole est d'un autre référentiel (« { $id } »).
# $claim: identifiant
# $minimum: nombre
# $most: nombre
protocol--claim-never-measured = L'affirmation « { $claim } » demande { $minimum } questions ; un tirage n'en donne jamais plus de { $most }.
# $bank: identifiant
protocol--shared-bank = La banque « { $bank } » sert à la fois à l'entraînement et à l'examen.
# $bank: identifiant
protocol--empty-bank = La banque « { $bank } » est vide.
# $section: identifiant
# $wanted: nombre
# $found: nombre
draw--too-few = La section « { $section } » demande { $wanted } questions ; un tirage n'en trouve que { $found }.

### Sections adaptatives : ce que la vérification en dit.

adaptive--no-cut = Le critère vise une coupure, et la règle d'arrêt n'en a pas.
adaptive--prior = L'a priori ne fait pas une échelle : de « from » à « to » en passant par la moyenne, un écart-type positif, ±20 au plus.
# $min: longueur la plus courte
# $count: longueur la plus longue
adaptive--min = La longueur la plus courte ({ $min }) dépasse la plus longue ({ $count }).
adaptive--positive = Il faut un nombre plus grand que zéro.
adaptive--cuts = Il faut au moins une coupure, en ordre croissant.
adaptive--risk = Un risque d'erreur doit être inférieur à 0,5.
adaptive--curtailment = S'arrêter quand continuer ne changerait plus la décision demande un test séquentiel (« ratio »).
# $items (number): réponses regardées en arrière
# $count (number): questions de la section
adaptive--plateau = Le palier regarde { $items } réponses en arrière : sur { $count } questions au plus, il n'arrive jamais.
adaptive--bands = Il faut deux bandes ou plus, la première sans départ, puis chacune au-dessus de la précédente.
# $claim: affirmation
adaptive--stated = Des erreurs sont annoncées pour « { $claim } », que rien ne décide.
adaptive--without-section = Une coupure ou des bandes demandent une section adaptative.
adaptive--sealed = Une section adaptative a besoin des corrigés : elle ne va pas avec une notation scellée.
adaptive--no-bands = Il faut des bandes : c'est en elles que la mesure est dite.
adaptive--points = Des points ne décident rien ici : le choix des questions suit le niveau. Il faut une coupure.
# $part: partie
adaptive--part = La partie « { $part } » doit être linéaire, sans note plancher, et toutes ses sections adaptatives.
adaptive--provisional-decision = On ne réussit ni n'échoue sur des paramètres déclarés : il faut des paramètres à chaque question.
adaptive--not-calibrated = Le protocole se dit étalonné, et des questions ne le sont pas sur de vraies réponses.
adaptive--simulated = Des paramètres viennent de réponses simulées : « notice » doit le dire.
# $item: question
adaptive--needs-mark = La question « { $item } » attend une personne pour être notée : le choix suivant ne peut pas attendre.
# $item: question
adaptive--parameters = La question « { $item } » n'a pas de paramètres, ou ils sont hors limites.
# $section: section
adaptive--scale = La section « { $section } » ne fait pas une échelle.
# $section: section
# $form: forme, ou rien
# $count: longueur
# $found: questions sur lesquelles compter
# $rules: membres de la section
adaptive--infeasible = Section « { $section } » : avec { $found } questions (banque { $form }), ces règles ne tiennent pas ensemble pour { $count } questions : { $rules }.
# $section: section
# $form: forme, ou rien
# $count: longueur
# $found: questions sur lesquelles compter
adaptive--unproven = Section « { $section } » : la recherche d'un test de { $count } questions parmi { $found } (banque { $form }) n'a pas abouti. Rien n'est prouvé.
# $section: section
adaptive--blueprint = Les questions de la section « { $section } » ne suffisent pas à ses règles.
# $item: question
adaptive--seconds = La section compte le temps, et la question « { $item } » ne dit pas le sien (« seconds »).
adaptive--together = Le plus petit nombre dépasse le plus grand.
adaptive--exposure = Une part va de plus de 0 à 1.
# $item: question
adaptive--exposure-item = « { $item } » n'est pas une question de cette section.

### Règles de décision : ce que la vérification en dit.

decision--too-deep = Des règles dans des règles dans des règles : personne ne pourrait le dire en une phrase.
decision--no-rule = Il faut au moins une règle.
decision--nothing-eliminates = Il faut dire quelles affirmations ou quelles questions éliminent.
# $claim: identifiant
decision--unknown-claim = L'affirmation « { $claim } » n'est pas dans le protocole.
# $part: identifiant
decision--unknown-part = La partie « { $part } » n'est pas dans le protocole.
# $item: identifiant
decision--unknown-item = La question « { $item } » n'existe pas.

### Groupes, préalables et échelles : ce que la vérification en dit.

# $group: groupe
group--twice = L'identifiant « { $group } » sert deux fois parmi les sections et les groupes.
# $group: groupe inconnu
# $in: qui le nomme
group--unknown = « { $in } » est dans le groupe « { $group } », qui n'existe pas.
# $group: groupe
group--cycle = Le groupe « { $group } » finit par se contenir lui-même.
# $group: groupe
group--late = Le groupe « { $group } » contient une section qui dépend des réponses : il ne se tire pas d'avance.
# $group: groupe
# $held: combien il en contient
group--few = Le groupe « { $group } » ne contient que { $held } sections ou groupes : moins qu'il n'en tire.
when--no-end = Un préalable a un début (« from »), une fin (« below »), ou les deux.
when--nothing = Un préalable compte des sections ou des questions.
when--dead = Aucun résultat ne remplit ces préalables : cette branche est morte.
# $section: section
when--adaptive = La section « { $section } » est adaptative : elle n'a pas de préalable.
# $section: section
# $other: section nommée
when--unknown-section = La section « { $section } » dépend de « { $other } », qui ne vient pas avant elle.
# $section: section
# $count: nombre de questions
when--unreachable = Avec { $count } questions, aucun nombre de bonnes réponses ne mène à « { $section } ».
# $step: rang de la marche
# $needed: nombre de questions
ladder--few = La marche { $step } a trop peu de questions : il en faut { $needed }.
# $item: question
ladder--twice = La question « { $item } » est deux fois sur l'échelle.
ladder--steps = Une échelle a au moins deux marches.
# $part: partie
late--free = La partie « { $part } » dépend des réponses : elle se suit dans l'ordre (« linear »).
# $part: partie
late--sealed = La partie « { $part } » dépend des réponses : elle demande les clés, que le lieu « sealed » n'a pas.
# $part: partie
late--floor = La partie « { $part } » dépend des réponses : ses points n'ont pas la même échelle pour tous, elle n'a pas de plancher.
# $part: partie
late--adaptive = La partie « { $part } » mêle une section adaptative à d'autres qui dépendent des réponses.
# $item: question
# $section: section
late--needs-mark = La section « { $section } » dépend de « { $item } », qu'une personne note plus tard.
# $item: question
# $section: section
section--not-taken = La section « { $section } » ne peut pas prendre « { $item } » : sa sélection l'écarte, ou la question n'existe pas.
# $item: question
# $other: question
section--enemies = « { $item } » et « { $other } » sont ennemies : elles ne vont pas ensemble.

### Questions qui se trahissent ou se contredisent.

# $word: réponse acceptée
# $most: caractères
item--key-too-long = « { $word } » ne tient pas dans les { $most } caractères de la réponse.
# $correct: nombre
# $decimals: nombre de décimales
item--key-cannot-be-typed = Avec { $decimals } décimales, personne ne peut écrire { $correct } ni un nombre assez proche.
# $lang: langue
item--no-transcript = Le son n'a pas de texte dans sa langue ({ $lang }) : qui n'entend pas n'a rien.

# $need: screen-reader, deaf, colour-blind ou phone
# $section: section
# $wanted: nombre
# $found: nombre
supply--profile = Pour qui passe le test ainsi ({ $need }), la section « { $section } » demande { $wanted } questions ; un tirage n'en trouve que { $found }.
# $quota: rang du groupe
# $section: section
# $min: nombre
# $found: nombre
protocol--empty-cell = Le groupe { $quota } de « { $section } » demande { $min } questions ; la banque n'en a que { $found }.
# $item: autre question
item--twin = Même énoncé que « { $item } », sans être ennemies : les deux peuvent tomber ensemble.
protocol--no-such-nature = Aucune compétence du référentiel n'est de cette nature, parmi celles du groupe.
# $place: partie, section ou protocole
# $least (number): secondes à passer au moins
# $most (number): secondes données
protocol--times = « { $place } » doit durer au moins { $least } s, et n'en dispose que de { $most }.
# $section: identifiant
protocol--least-late = La section « { $section } » se choisit d'après les réponses : elle n'a pas de durée minimale.
protocol--times-room = Hors de l'appareil, seules les parties ont un temps, sans minimum : la salle ne sait pas à quelle question quelqu'un est.
# $section: identifiant
# $other: section nommée
when--cycle = La section « { $section } » attend « { $other } », qui ne vient pas avant elle : elles s'attendraient l'une l'autre.

### Fichiers de « media » : ce que la vérification en dit.

# $name: nom du fichier
media--kind = « { $name } » n'est pas ce que dit son nom : une image (PNG, JPEG, SVG), un son ou un film.
# $size: octets
# $most: octets au plus
media--too-large = Le fichier a { $size } octets ; { $most } au plus.
# $name: nom du fichier
media--broken = L'image « { $name } » est coupée, continue après sa fin, ou est trop grande.
# $name: nom du fichier
media--tells-more = « { $name } » dit plus que son image : lieu, appareil, commentaires. Retirez-les d'abord.
# $name: nom du fichier
media--unused = Rien ne cite le fichier « { $name } ».
# $found: ce qui a été trouvé
media--svg-form = Ici, le dessin n'est plus un SVG bien formé. { $found }
# $found: ce qui a été trouvé
media--svg-size = Un dessin dit sa taille en unités entières (xmlns, viewBox="0 0 largeur hauteur"). { $found }
# $found: ce qui a été trouvé
media--svg-element = Un dessin ne peut pas avoir « { $found } » ici : des formes, des mots et des dégradés seulement.
# $found: ce qui a été trouvé
media--svg-attribute = Un dessin ne peut pas avoir l'attribut « { $found } ».
# $found: ce qui a été trouvé
media--svg-reference = Un dessin n'appelle rien hors de lui, et rien par un détour : « { $found } ».

### Situations jugées par un panel de professionnels.

item--panel-unknown = Le panel répond à une ligne ou choisit une colonne que la question ne montre pas.
# $option: identifiant d'une ligne
item--panel-silent = Le panel ne dit rien de « { $option } ».
# $people: nombre de personnes
item--panel-few = Le panel compte ici { $people } ; il faut au moins trois personnes pour parler d'un accord.
item--panel-divided = Le panel se partage à égalité : plusieurs réponses seront justes.
# $item: question
# $asked: rate (juger chaque réaction) ou choose (la meilleure et la pire)
protocol--no-judgement = « { $item } » se corrige d'après un panel, et le protocole ne dit pas comment : il manque « { $asked } » dans « judgement ».
# $item: question
# $asked: rate (juger chaque réaction) ou choose (la meilleure et la pire)
protocol--judgement-divided = Pour « { $item } », la réponse la plus donnée par le panel ne rapporterait pas tout : changez « { $asked } » dans « judgement », ou revoyez le panel.

### Questions dont les nombres et les noms sont tirés.

# $name: nom
template--name = « { $name } » ne peut pas nommer ce qui est tiré : des lettres minuscules sans accent, puis des chiffres.
# $count: nombre de valeurs différentes
template--values = Il faut de 2 à 256 valeurs différentes, par un pas plus grand que zéro ; il y en a { $count }.
# $name: nom
template--unused = « { $name } » est tiré et ne sert à rien.
# $name: nom
template--unknown = « { $name } » n'est pas déclaré parmi ce qui est tiré.
# $name: nom
template--not-a-number = « { $name } » n'est pas toujours un nombre : on ne calcule pas avec.
# $sum: calcul
template--form = « { $sum } » n'est pas un calcul, ou son accolade n'est pas fermée.
# $sum: calcul
# $draw: valeurs tirées
template--division = « { $sum } » divise par zéro quand { $draw }.
# $sum: calcul
# $draw: valeurs tirées
template--too-large = « { $sum } » donne un nombre trop grand quand { $draw }.
# $sum: calcul
# $draw: valeurs tirées
template--inexact = « { $sum } » ne tombe pas juste quand { $draw } : dites à combien de décimales arrondir, par exemple « | 2 ».
# $count: nombre de tirages
template--too-many = Il y a { $count } tirages possibles ; on n'en vérifie pas plus de 10 000.
# $draw: valeurs tirées
template--same-option = Deux options disent la même chose quand { $draw }.
# $draw: valeurs tirées
template--key-outside = La bonne réponse n'est pas une réponse possible quand { $draw }.
# $item: question
template--late = « { $item } » est tirée au sort, et cette épreuve choisit ses questions d'après les réponses : l'un ou l'autre.
