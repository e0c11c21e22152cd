### Les papiers d'une session : ce qu'un centre imprime avant, remplit pendant, garde après. Lu par des surveillants ; rempli à la main.

# $session (text): identifiant de la session
title = Papiers de la session { $session }
# $file: fichier écrit
# $pages (number): papiers
written = { $pages } papiers à imprimer : { $file }
# $day (text): jour
# $from (text): heure
# $until (text): heure
when = { $day }, de { $from } à { $until }, heure de la salle
about = Certification
protocol = Épreuve
blank-name = Nom et prénom
time = Heure
candidate = Candidat
seat = Poste
roll = Feuille d'appel
# $late (text): heure
roll-lead = Une ligne par personne attendue. Le nom s'écrit à la main. Le numéro de la pièce ne s'écrit jamais. Personne n'entre après { $late }.
document-seen = Pièce vue
signs-in = Signe en entrant
signs-out = Signe en sortant
# $kinds (text): genres de pièces
documents = Pièces : { $kinds }.
kit = Mémento du surveillant
kit-lead = Cette feuille reste avec vous : elle dit les aménagements de chacun. Ne la laissez pas sur une table.
hours = Les heures
# $clock (text): heure
opens = Ouverture : { $clock }
# $clock (text): heure
late = Dernière arrivée : { $clock }
# $clock (text): heure
closes = Fin au plus tard : { $clock }
# $hours (number): heures
results = { $hours ->
    [0] Résultats : dès la correction
    [one] Résultats : pas avant { $hours } heure
   *[other] Résultats : pas avant { $hours } heures
}
staff = Qui travaille à la session
person = Nom de session
duties = Peut
by-card = carte et code
# $what: ce que quelqu'un peut faire
may = { $what ->
    [watch] voir la salle
    [unlock] ouvrir le contenu
    [run] ouvrir et fermer la salle
    [prepare] préparer les postes
    [check-in] vérifier les identités
    [seat] donner les postes et les codes
    [assist] arrêter les horloges, régler les appels
    [report] noter et décider les incidents
    [end] terminer une épreuve
    [second] signer en second
   *[seal] sceller
}
codes = Les deux codes scellés
codes-lead = Deux personnes différentes, chacune son enveloppe. Elles les ouvrent dans la salle, pas avant.
code-one = Premier code, remis à
code-two = Second code, remis à
adjusted = Aménagements
adjusted-none = Personne n'en a.
adjustment = Aménagement
# $factor (text): fraction
factor = temps × { $factor }
# $minutes (number): minutes
more-minutes = { $minutes ->
    [one] { $minutes } minute de plus
   *[other] { $minutes } minutes de plus
}
untimed = sans limite de temps
# $breaks (number): pauses
# $minutes (number): minutes de chacune
breaks = { $breaks ->
    [one] { $breaks } pause de { $minutes } min
   *[other] { $breaks } pauses de { $minutes } min
}
# $support: ce que l'écran ou une personne fait
support = { $support ->
    [read-aloud] questions lues à voix haute
    [large-text] texte plus grand
    [theme] autres couleurs
    [simple] écran simplifié
    [glossary] lexique
    [sign-language] langue des signes
    [alternative-items] questions sous une autre forme
    [helper] une personne aide : nommez-la
   *[assistive-technology] ses propres outils
}
rules = Les règles de la salle
# $seconds (number): secondes
rule-silence = Un poste sans nouvelles depuis { $seconds } s est signalé.
# $minutes (number): minutes
rule-outage = Le temps d'une coupure est rendu, jusqu'à { $minutes } min par personne, sans geste de votre part.
# $minutes (number): minutes
rule-alone = Vous donnez seul jusqu'à { $minutes } min. Au-delà, il faut être deux.
# $minutes (number): minutes
rule-pause = Après une pause de plus de { $minutes } min, les pages déjà vues sont fermées.
rule-phones = Téléphones, montres et écouteurs restent éteints, loin des tables.
steps = Le déroulement
step-test = Allumez les postes. Essayez sur chacun l'écran, le son et le clavier.
step-codes = À deux, ouvrez le contenu avec les deux codes.
step-open = Comparez l'heure affichée avec une montre, puis ouvrez la salle.
step-identity = Vérifiez la pièce de chaque personne. Un doute : pas d'épreuve, et un incident noté.
step-sign = Faites signer, donnez un poste et un code de départ.
step-watch = Regardez la console : qui appelle passe avant tout le reste.
step-incident = Notez chaque incident tout de suite, à la console ou sur la feuille.
step-report = À la sortie, faites signer, puis complétez la ligne de la personne.
step-close = Fermez la salle, scellez, imprimez le carré, collez-le au procès-verbal.
console = La console
incident = Feuille d'incident
incident-lead = Une feuille par incident. Écrivez ce que vous avez vu, pas ce que vous pensez.
incident-kind = De quoi il s'agit
question-number = Question n°
what-happened = Ce qui s'est passé
what-done = Ce qui a été fait
done-nothing = rien
done-time = temps rendu, en minutes :
done-replaced = question remplacée
done-ended = épreuve terminée
done-certifier = laissé au certificateur
author = Qui écrit
second = Seconde personne
minutes = Procès-verbal
minutes-lead = À remplir quand la salle est fermée. Gardez-le avec la feuille d'appel.
opened-at = Salle ouverte à
closed-at = Salle fermée à
# $count (number): personnes
enrolled = Personnes inscrites : { $count }
present = Ont composé
finished = Ont fini
ended-early = Épreuves terminées par la salle
not-in = Ne sont pas entrées
incidents = Incidents notés
remarks = Observations
seal-here = Collez ici le carré du scellé, imprimé par la console.
retention = Combien de temps garder
# $days (number): jours
keep-record = { $days ->
    [one] Journaux et papiers : { $days } jour
   *[other] Journaux et papiers : { $days } jours
}
# $days (number): jours
keep-names = { $days ->
    [0] Liste des noms : détruite au scellé
    [one] Liste des noms : { $days } jour
   *[other] Liste des noms : { $days } jours
}
# $days (number): jours
keep-recordings = { $days ->
    [0] Images et sons : rien n'est gardé
    [one] Images et sons : { $days } jour
   *[other] Images et sons : { $days } jours
}
proctor = Surveillant
manager = Responsable du centre
dead = Si le serveur de la salle s'arrête
dead-lead = Complétez le cadre avant la session. Affichez cette feuille près du serveur.
dead-command = Commande qui démarre le serveur
dead-files = Où sont le fichier de la salle et le dossier du centre
dead-spare = Machine de secours
dead-call = Téléphone du certificateur
dead-say = Dites à la salle : « Restez assis. Ne fermez rien, n'éteignez rien. Vos réponses sont gardées sur votre poste. »
dead-note = Écrivez l'heure de l'arrêt :
dead-again = Rallumez la machine et tapez la commande du cadre. Le temps perdu est rendu par la salle.
dead-other = Elle ne rallume pas : mettez son disque dans la machine de secours. Donnez-lui le même nom sur le réseau, puis tapez la commande.
dead-one = N'allumez jamais deux serveurs pour la même session.
dead-lost = Le disque est perdu : n'improvisez rien. Laissez les postes allumés, leurs réponses y sont. Appelez le certificateur.
dead-form = Remplissez une feuille d'incident.
