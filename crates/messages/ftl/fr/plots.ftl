### Ce qui est écrit sur les courbes que `jalon calibrate`, `analyse`, `dif`, `standard-setting`, `facets`, `agreement`, `link` et `integrity` dessinent avec --plots. Lu par l'expert.

# $count (number): nombre de fichiers
# $folder: le dossier
drawn = { $count ->
    [one] Une courbe dessinée
   *[other] { $count } courbes dessinées
} dans { $folder }.
scale = Échelle (logits)
logits = Logits
chance = Probabilité
people = Personnes
questions = Questions
wright = Personnes et questions sur la même échelle
wright-shows = À gauche, combien de personnes se trouvent à chaque endroit de l'échelle ; à droite, les questions, de la plus facile en bas à la plus difficile en haut.
information = Information du test
information-shows = Ce que le test apprend à chaque endroit de l'échelle : plus la courbe est haute, plus la mesure est précise.
information-unit = Information (1/logit²)
error = Erreur de mesure selon l'endroit de l'échelle
error-shows = De combien une mesure se trompe, en logits, à chaque endroit de l'échelle. La courbe s'arrête là où l'erreur dépasse 2 logits.
# $name: la question
curve = Question { $name }
curve-shows = La probabilité de réussir, ou de chaque nombre de points, selon l'endroit de l'échelle.
totals = Totaux
totals-shows = Combien de personnes ont eu chaque total.
points = Points
quality = Réussite et discrimination des questions
quality-shows = Chaque point est une question : à gauche les plus difficiles, en bas celles que les plus forts ne réussissent pas mieux que les autres.
facility = Part des points obtenus
rest = Corrélation avec le reste du test
error-points = Erreur d'un total
error-points-shows = De combien de points un total se trompe, selon le total : moins aux deux bouts qu'au milieu.
# $name: la question
options = Options de { $name }
options-shows = La part de chaque groupe de niveau, du plus faible au plus fort, qui choisit chaque option : la bonne doit monter, les autres descendre.
ability = Groupe de niveau, du plus faible au plus fort
share = Part
no-answer = sans réponse
dif = Différence entre les deux groupes, à score égal
dif-shows = Chaque ligne est une question, avec son intervalle à 95 %. À droite de 0, elle est plus facile pour le groupe comparé ; au-delà de 1,5 dans un sens ou dans l'autre, et sûrement au-delà de 1, la différence est grande.
delta = Δ de Mantel-Haenszel
large = grande
judges = Seuils des juges
judges-shows = Chaque ligne est un juge ; la droite est le seuil de l'ensemble.
cut = seuil
scores = Scores
scores-shows = Combien de personnes ont eu chaque score, et où tombe le seuil.
failures = Échecs selon le seuil
failures-shows = Quelle part des personnes échouerait à chaque seuil, et où cette courbe rencontre la diagonale des juges.
cut-points = Seuil (points)
failing = Part qui échoue
diagonal = diagonale des juges
severity = Sévérité des évaluateurs
severity-shows = Chaque ligne est un évaluateur, à deux erreurs près : à droite de 0, il donne moins que les autres pour la même prestation.
severity-unit = Sévérité (logits)
harder = plus difficile
easier = plus facile
not-large = petite ou incertaine
criteria = Critères
# $name: le nom de l'option
right-option = { $name } (juste)
coefficients = Accord des évaluateurs, par coefficient
coefficients-shows = Chaque ligne est un coefficient, avec son intervalle de confiance là où il en a un. 1 est l'accord parfait, 0 ce que le hasard ferait.
coefficient = Coefficient
by-chance = hasard
pairs = Accord de chaque paire d'évaluateurs
pairs-shows = Chaque ligne est une paire d'évaluateurs, avec l'intervalle de confiance de son kappa. Une paire loin des autres mérite qu'on regarde ses cas.
kappa = Kappa de Cohen
categories = Accord par catégorie
categories-shows = Quand un évaluateur choisit cette catégorie, avec quelle fréquence un autre la choisit aussi. Une catégorie basse est mal définie, ou rare.
specific = Accord sur la catégorie
anchors = Questions communes, sur la même échelle
anchors-shows = Chaque point est une question commune : sa difficulté dans l'ancien étalonnage, et dans le nouveau ramené sur la même échelle. Loin de la diagonale, elle a dérivé.
old-place = Ancien étalonnage (logits)
moved-place = Nouvel étalonnage, ramené (logits)
equal = pareil
kept = question gardée
drifted = question qui dérive, écartée
drift = Dérive de chaque question commune
drift-shows = Chaque ligne est une question commune. Au-delà d'une des limites, sa difficulté ou sa pente a changé plus que celle des autres : elle ne sert pas à relier.
robust = z robuste, de la difficulté ou de la pente
limit = limite
together = Points attendus sur les questions gardées
together-shows = Ce qu'une personne obtiendrait sur les questions gardées, selon l'ancien étalonnage et selon le nouveau ramené sur la même échelle. Les deux courbes devraient se suivre.
old = ancien
moved = nouveau, ramené
below = jugés non compétents
above = jugés compétents
groups = Scores des deux groupes
groups-shows = Combien de personnes de chaque groupe ont eu chaque score. Le seuil tombe là où les deux groupes se croisent.
answers = Réponses attendues ou non
answers-shows = Pour chaque personne, combien ses réponses ressemblent à ce que sa place laisse attendre : vers la gauche, des questions faciles manquées et des difficiles réussies. C'est un signal à regarder, jamais une preuve.
lz = lz*
listed-below = en dessous : sur la liste
effort = Réponses prises au sérieux
effort-shows = Pour chaque personne, la part de ses réponses qui n'ont pas été données trop vite pour avoir lu la question. C'est un signal à regarder, jamais une preuve.
worked-on = Part des réponses qui ont pris le temps de lire
alike = Ressemblance des réponses, par paire
alike-shows = Pour chaque paire de personnes, combien leurs options se ressemblent de plus que leurs places ne le laissent attendre. C'est un signal à regarder, jamais une preuve.
omega = ω de copie
pairs-of-people = Paires de personnes
least-listed = la plus faible de la liste
