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

# $from: borne basse
# $to: borne haute
scale--range = De { $from } à { $to } : ce n'est pas un intervalle de l'échelle.
# $mean: moyenne
# $sd: écart type
scale--normal = Une moyenne de { $mean } et un écart type de { $sd } ne décrivent aucune population.
# $found (number): nombre de points
scale--nodes = L'intégration se fait sur 3 à 2001 points, un poids par point ; il y en a { $found }.
scale--order = Les points de l'échelle doivent aller en montant.
scale--weights = Les poids des points doivent être positifs, et l'un d'eux au moins plus grand que 0.

estimate--no-answer = Il n'y a aucune réponse : rien à mesurer.
# $place (number): rang de la réponse, à partir de 0
# $found (number): catégorie donnée
# $highest (number): catégorie la plus haute
estimate--category = La réponse { $place } est notée { $found } ; sa question va de 0 à { $highest }.
estimate--impossible = Ces réponses n'ont aucune chance d'arriver, où que ce soit sur l'échelle.

select--nothing-open = Il ne reste aucune question à poser.
# $open (number): questions qui restaient
select--all-turned = Les { $open } questions qui restaient sont fermées : elles ont déjà été trop vues.
select--no-value = Rien ne permet de comparer les questions : ce qu'on sait de la personne n'est pas une mesure.

exposure--cuts = Les limites des tranches doivent aller en montant.
# $rows (number): lignes données
exposure--shape = Il faut une ligne de chances par tranche, de même longueur ; il y en a { $rows }.
# $item (number): rang de la question, à partir de 0
exposure--chance = La chance de la question { $item } n'est pas entre 0 et 1.
# $item (number): rang de la question, à partir de 0
exposure--count = La question { $item } est comptée plus souvent qu'il n'y a eu de personnes.
exposure--rate = Le taux le plus haut doit être une part plus grande que 0, et 1 au plus.
# $stratum (number): rang de la tranche, à partir de 0
# $sure (number): questions toujours posées
# $length (number): longueur du test
exposure--infeasible = Tranche { $stratum } : { $sure } questions toujours posées, pour un test de { $length }. Une personne pourrait rester sans question.

# $rules: règles en conflit
form--conflict = Aucun test ne respecte ensemble ces règles : { $rules }.
# $nodes (number): étapes de calcul
form--undecided = Le calcul n'a pas abouti en { $nodes } étapes : le meilleur test n'est pas prouvé. Il faut simplifier les règles.
# $item (number): rang de la question, à partir de 0
form--unknown = La question { $item } est à la fois posée et fermée, ou n'est pas dans la banque.

# $length (number): longueur demandée
# $items (number): questions de la banque
blueprint--length = Un test de { $length } questions ne se tire pas d'une banque de { $items }.
# $rule: règle
# $item (number): rang de la question, à partir de 0
blueprint--item = La règle « { $rule } » nomme deux fois la question { $item }, ou elle n'est pas dans la banque.
# $rule: règle
blueprint--bounds = La règle « { $rule } » demande un minimum plus grand que son maximum.
# $budget (number): rang du budget, à partir de 0
# $found (number): coûts donnés
blueprint--costs = Le budget { $budget } demande un coût par question ; il y en a { $found }.

ratio--cuts = Il faut au moins un seuil, et des seuils qui vont en montant.
# $half: demi-largeur donnée
ratio--half = La demi-largeur autour du seuil ({ $half }) doit être plus grande que 0.
# $alpha: risque de faire réussir à tort
# $beta: risque de faire échouer à tort
ratio--errors = Les deux risques d'erreur ({ $alpha } et { $beta }) doivent être plus grands que 0, et leur somme plus petite que 1.

# $module (number): rang du module, à partir de 0
panel--empty = Le module { $module } n'a aucune question.
# $module (number): rang du module, à partir de 0
# $item (number): rang de la question, à partir de 0
panel--item = La question { $item } du module { $module } n'est pas dans la banque, ou vient deux fois sur un même parcours.
# $module (number): rang du module, à partir de 0
panel--way = Du module { $module }, un chemin ne mène pas à un module suivant.
# $module (number): rang du module, à partir de 0
panel--cuts = Après le module { $module }, les seuils ne vont pas en montant ou ne partagent pas les chemins.
# $module (number): rang du module, à partir de 0
panel--standing = Après le module { $module }, le chemin ne se choisit pas ainsi.

# $place (number): rang du seuil, à partir de 0
level--cuts = Le seuil { $place } n'est pas au-dessus du précédent.
# $found (number): réponses
# $least (number): réponses nécessaires
claim--too-few = Pas mesuré : { $found } réponses, il en faut { $least }.

parallel--shape = Il faut au moins une forme, et pour chaque question son information et un tirage.
# $form (number): rang de la forme, à partir de 0
# $why: raison
parallel--no-form = Les questions qui restent ne font pas la forme { $form } : { $why }
# $found: écart atteint
# $most: écart accepté
parallel--apart = Les formes s'écartent de { $found }, plus que les { $most } acceptés : elles ne sont pas équivalentes.
