### Ce que l'étalonnage, l'ajustement et le raccordement refusent ou signalent. Lu par l'expert.

responses--no-person = Il n'y a aucune personne dans le tableau des réponses.
responses--no-item = Il n'y a aucune question dans le tableau des réponses.
# $person (number): rang de la ligne, à partir de 0
# $found (number): nombre de cases
# $expected (number): nombre attendu
responses--ragged = La ligne { $person } a { $found } cases au lieu de { $expected }.
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
# $item (number): rang de la question, à partir de 0
calibration--mixed = La question { $item } ne partage pas l'échelle ou la pente des autres.
# $item (number): rang de la question, à partir de 0
calibration--not-binary = La question { $item } a des réponses au-dessus de 1 : son modèle n'en a pas.
# $item (number): rang de la question, à partir de 0
calibration--anchor = L'ancre de la question { $item } a moins de catégories que ses réponses, ou n'est pas un nombre.
calibration--no-weight = Personne ne compte : tous les poids sont nuls, ou il n'y a aucune réponse.
calibration--nothing = Rien ne peut être estimé.
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
