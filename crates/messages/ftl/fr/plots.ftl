### Ce qui est écrit sur les courbes que `jalon calibrate`, `analyse`, `dif`, `standard-setting` et `facets` dessinent avec --plots. Lu par l'expert.

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
dif-shows = Chaque point est une question. Au-dessus de 0, elle est plus facile pour le groupe comparé ; au-delà de 1,5 dans un sens ou dans l'autre, la différence est grande.
rank = Rang de la question
delta = Δ de Mantel-Haenszel
large = grande
judges = Seuils des juges
judges-shows = Chaque point est un juge ; la ligne est le seuil de l'ensemble.
rank-judge = Rang du juge
cut = seuil
scores = Scores
scores-shows = Combien de personnes ont eu chaque score, et où tombe le seuil.
failures = Échecs selon le seuil
failures-shows = Quelle part des personnes échouerait à chaque seuil, et où cette courbe rencontre la diagonale des juges.
cut-points = Seuil (points)
failing = Part qui échoue
diagonal = diagonale des juges
severity = Sévérité des évaluateurs
severity-shows = Chaque point est un évaluateur : au-dessus de 0, il donne moins que les autres pour la même prestation.
rank-rater = Rang de l'évaluateur
severity-unit = Sévérité (logits)
