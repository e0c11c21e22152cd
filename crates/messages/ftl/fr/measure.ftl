### Ce que la mesure refuse : modèles de questions, estimation, choix de la question suivante, arrêt. Lu par l'expert.

# $a: valeur donnée
model--slope = La discrimination « { $a } » doit être plus grande que 0, et 100 au plus.
# $b: valeur donnée
model--location = La difficulté « { $b } » doit être entre -100 et 100.
# $c: asymptote basse
# $d: asymptote haute
model--asymptotes = La part de réussite par hasard ({ $c }) doit être sous la part la plus haute ({ $d }), toutes deux entre 0 et 1.
# $before: un seuil
# $after: le seuil suivant
model--order = Les seuils doivent aller en montant : { $after } vient après { $before }.
# $found (number): nombre de catégories
model--categories = Une question a de 2 à 32 catégories ; celle-ci en a { $found }.
