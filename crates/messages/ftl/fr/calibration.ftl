### Ce que l'étalonnage, l'ajustement et le raccordement refusent ou signalent. Lu par l'expert.

responses--no-person = Il n'y a aucune personne dans le tableau des réponses.
responses--no-item = Il n'y a aucune question dans le tableau des réponses.
# $person (number): rang de la personne, à partir de 0
responses--weight = Le poids de la personne { $person } manque, ou n'est pas un nombre positif.
# $person (number): rang de la personne, à partir de 0
responses--group = La personne { $person } n'a pas de groupe.
# $person (number): rang de la personne, à partir de 0
# $item (number): rang de la question, à partir de 0
# $found (number): catégorie trouvée
responses--category = La personne { $person } a la catégorie { $found } à la question { $item }, qui ne l'a pas.

# $found (number): nombre donné
# $expected (number): nombre attendu
calibration--mismatch = Il faut un modèle par question et une population par groupe : { $found } au lieu de { $expected }.
calibration--settings = Le nombre de points, leur étendue ou la tolérance ne conviennent pas.
calibration--spread = Un écart type doit être plus grand que 0.
# $item: la question
calibration--mixed = La question { $item } ne partage pas l'échelle ou la pente des autres.
# $item: la question
calibration--not-binary = La question { $item } a des réponses au-dessus de 1 : son modèle n'en a pas.
# $item: la question
calibration--anchor = L'ancre de la question { $item } a moins de catégories que ses réponses, ou n'est pas un nombre.
calibration--no-weight = Personne ne compte : tous les poids sont nuls, ou il n'y a aucune réponse.
calibration--nothing = Rien n'est à estimer : à chaque question tous ont la même réponse, ou personne n'en a.
calibration--unseen = Personne n'a vu cette question.
# $category (number): la catégorie
calibration--all-same = Tous ont la catégorie { $category } à cette question : sa difficulté n'a pas de borne.
# $category (number): la catégorie
calibration--empty-category = Personne n'a la catégorie { $category } à cette question : ses seuils n'ont pas de borne.
# $change: plus grand changement du dernier pas
calibration--not-converged = L'étalonnage s'est arrêté avant d'avoir convergé : le dernier pas changeait encore un paramètre de { $change }.
# $item: la question
# $slope: sa pente
calibration--slope-runs-away = La pente de { $item } s'envole ({ $slope }) : ce n'est pas une estimation. Un a priori la retient.
# $item: la question
# $slope: sa pente
calibration--slope-not-positive = La pente de { $item } n'est pas positive ({ $slope }) : ceux qui réussissent ailleurs y échouent. Vérifiez la clé.
# $item: la question
# $location: sa difficulté
calibration--far-location = La difficulté de { $item } ({ $location }) est plus loin que toutes les personnes.
# $group (number): rang du groupe, à partir de 0
# $share: part aux deux bouts
calibration--grid-too-narrow = Le groupe { $group } dépasse les points d'intégration : { $share } en est aux deux bouts.
# $nodes (number): nombre de points
calibration--coarse-grid = { $nodes } points d'intégration sont trop peu pour un test long ; il en faut 41 au moins.
calibration--few-persons = C'est peu de personnes pour ce modèle : à moins de { $enough }, les paramètres peuvent être loin des vrais, quoi qu'en dise leur erreur.
calibration--no-errors = L'information ne s'inverse pas : il n'y a pas d'erreurs types.
calibration--impossible = Le modèle exclut des réponses qui ont été données.

fit--groups = Ce test d'ajustement se fait sur un seul groupe.
# $margins (number): nombre de marges
# $parameters (number): nombre de paramètres
fit--no-freedom = { $margins } marges pour { $parameters } paramètres : tout s'ajusterait.
# $margins (number): nombre de marges
fit--too-many = Les questions sont trop nombreuses pour ce test d'ajustement ({ $margins } marges).
fit--nobody-complete = Personne n'a répondu à toutes les questions.
fit--singular = Les marges se déterminent les unes les autres.

# $one: une question
# $other: une autre
calibration--disconnected = Aucune personne ne relie les questions { $one } et { $other } : elles n'ont pas d'échelle commune.
calibration--no-maximum = La vraisemblance n'a pas de maximum : des questions sont toujours mieux réussies que d'autres.

# $found (number): ancres de la nouvelle échelle
# $expected (number): ancres de l'ancienne
linking--mismatch = Il faut les mêmes ancres des deux côtés : { $found } d'un côté, { $expected } de l'autre.
# $found: questions de même nom
linking--too-few = Il faut au moins deux ancres, des questions de même nom dans les deux tableaux : il y en a { $found }.
# $item (number): rang de l'ancre, à partir de 0
linking--categories = L'ancre { $item } n'a pas les mêmes catégories des deux côtés.
linking--no-spread = Les difficultés des ancres ne varient pas : elles ne disent rien de l'unité.
linking--no-minimum = Aucune unité positive ne rapproche les deux échelles.

facets--no-rating = Il n'y a aucune note.
facets--categories = Les notes doivent employer de 2 à 32 catégories.
facets--numbering = Une personne, une question ou un évaluateur n'a aucune note.
# $category (number): la catégorie
facets--empty-category = Personne n'a la catégorie { $category } : ses seuils n'ont pas de borne.
# $element (number): rang de la question ou de l'évaluateur, à partir de 0
facets--extreme = L'élément { $element } n'a que des notes extrêmes : sa mesure n'a pas de borne.
# $subsets: les ensembles
facets--raters-apart = Des évaluateurs n'ont personne en commun, même de proche en proche ({ $subsets }) : on ne peut pas les comparer.
# $subsets: les ensembles
facets--items-apart = Des questions n'ont personne en commun, même de proche en proche ({ $subsets }) : on ne peut pas les comparer.
facets--confounded = On ne peut pas distinguer les questions des évaluateurs : chacun n'a vu que les siennes.

# $place (number): rang de la réponse, à partir de 0
integrity--not-binary = La réponse { $place } n'est pas juste ou fausse.
integrity--no-information = Les réponses ne disent rien à cet endroit de l'échelle.
integrity--no-person = Il n'y a personne dans le tableau des durées.
# $person (number): rang de la personne, à partir de 0
# $item (number): rang de la question, à partir de 0
integrity--time = La durée de la personne { $person } à la question { $item } n'est pas plus grande que 0.
# $item (number): rang de la question, à partir de 0
integrity--too-few-times = La question { $item } a moins de deux durées.
integrity--no-variation = Les durées ne varient pas.

formula--parameters = Paramètres
formula--s-x2 = S-X²
formula--log-likelihood = Log-vraisemblance
formula--aic = AIC
formula--bic = BIC
formula--marginal-reliability = Fidélité marginale
formula--empirical-reliability = Fidélité empirique
formula--mean-mean = Moyenne/moyenne
formula--mean-sigma = Moyenne/écart type
formula--haebara = Haebara
formula--stocking-lord = Stocking-Lord
formula--robust-z = z robuste
formula--measure = Mesure
formula--fair-average = Moyenne juste
formula--infit = Infit
formula--outfit = Outfit
formula--deviance = Déviance
formula--separation = Séparation
formula--lz-star = lz*
formula--false-discovery = Taux de fausses découvertes
formula--effort = Effort
formula--moderated = Mesure sans les réponses rapides
formula--conditional-rasch = Difficulté
formula--copy-omega = Oméga de copie
formula--binomial-copy = Test binomial généralisé

# $found: ce qui est dans la case
csv--whole = « { $found } » n'est pas une catégorie : il faut un nombre entier de 0 à 31.
# $why: ce qui ne va pas
csv--item = Ces paramètres ne sont pas ceux d'une question : { $why }.

# $cycle (number): rang du cycle
# $change: plus grand changement
progress = Cycle { $cycle } : dernier changement { $change }.
# $done (number): personnes comparées
# $all (number): personnes en tout
progress-pairs = { $done } personnes comparées sur { $all }.
# $items (number): questions
# $persons (number): personnes
# $cycles (number): cycles
calibrated = { $items } questions étalonnées sur les réponses de { $persons } personnes, en { $cycles } cycles.
# $items (number): questions qui ont une difficulté
# $persons (number): personnes qui n'ont ni tout juste ni tout faux
conditional = { $items } questions situées par vraisemblance conditionnelle (Rasch), d'après { $persons } personnes qui n'ont ni tout juste ni tout faux. Rien n'est supposé de la façon dont les gens se répartissent ; la moyenne des difficultés est 0.
# $held (number): questions dont les paramètres sont donnés
anchored = { $held } questions gardent leurs paramètres ; les autres sont mises sur leur échelle.
group = Groupe
people = Personnes
mean = Moyenne
spread = Écart type
table-groups = Groupes
measure = Mesure
question = Question
table-parameters = Paramètres, avec leur erreur type
table-whole = Ensemble
# $anchors (number): ancres
# $slope: A
# $shift: B, avec son signe devant
linked = { $anchors } ancres : θ ancien = { $slope } × θ nouveau { $shift }.
no-drift = Aucune ancre ne dérive.
# $items: les ancres
drift = Ancres qui dérivent, laissées de côté : { $items }.
drift-too-many = D'autres ancres dérivent, mais il n'en resterait pas assez : le raccordement est douteux.
table-constants = Constantes, selon la méthode
table-anchors = Ancres
# $persons (number): personnes
# $criteria (number): critères
# $raters (number): évaluateurs
faceted = { $persons ->
    [one] { $persons } personne notée
   *[other] { $persons } personnes notées
} sur { $criteria ->
    [one] { $criteria } critère
   *[other] { $criteria } critères
} par { $raters ->
    [one] { $raters } évaluateur
   *[other] { $raters } évaluateurs
}.
# $severe: le plus sévère
# $lenient: le plus indulgent
# $apart: écart
severest = Pour la même prestation, { $severe } donne { $apart } de moins par critère que { $lenient }.
table-raters = Évaluateurs, du même point de vue
table-criteria = Critères
given = Donné
only-signals = Ce sont des signaux à examiner par des personnes, qui entendent l'intéressé avant de décider. Aucun n'est une preuve.
# $listed (number): personnes listées
# $all (number): personnes examinées
odd-answers = Réponses inattendues : { $listed } personnes listées sur { $all }.
# $listed (number): personnes listées
fast-answers = Réponses trop rapides pour avoir lu : { $listed } personnes à plus d'une sur dix.
# $listed (number): paires listées
# $all (number): paires comparées
alike = Réponses trop semblables : { $listed } paires listées sur { $all }.
no-options = Il faut les options choisies et leur clé (--items) pour comparer les paires.
line = Ligne
rapid = Rapides
timed = Chronométrées
matches = Communes
expected = Attendues
table-answers = Réponses inattendues
table-times = Réponses rapides
table-pairs = Paires
