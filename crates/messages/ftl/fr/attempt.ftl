### Pourquoi le moteur refuse un geste ou un journal, et pourquoi il ne peut pas noter ou attester. Lu par des experts.

attempt--closed = Ce test est terminé.
attempt--out-of-place = Ce geste n'est pas possible à ce moment du test.
attempt--not-presented = Cette question n'a pas été présentée.
attempt--wrong-part = Cette partie ne peut pas être ouverte ou rendue maintenant.
attempt--no-way-back = Dans cette partie, on ne revient pas en arrière.
attempt--no-pause = Ce protocole ne prévoit pas de pause.
attempt--time-over = Le temps de cette partie est écoulé.
attempt--time-left = Il reste du temps à cette partie.
attempt--not-resumed = La machine a redémarré : le test doit d'abord reprendre.
attempt--charge = Le temps compté à la reprise n'est pas celui que donnent les horloges et le protocole.
attempt--start = Le départ ne correspond pas au protocole.
attempt--paper = Le tirage ne correspond pas au protocole.
attempt--clock = L'horloge de la machine dépasse ce qu'un journal peut noter.
attempt--fenced = Ce poste n'a plus la main sur ce test.
attempt--lease = Cette prise de main ne suit pas la précédente.
attempt--alerted = Cette question attend la réponse du surveillant.
attempt--not-played = Le son de cette question doit être joué avant qu'on y réponde.
attempt--locked = Une longue pause a fermé cette question.
attempt--no-play = Le son de cette question ne peut plus être joué, ou il n'y en a pas.
attempt--no-room = Cela n'existe que dans une salle d'examen.

response--kind = Cette réponse n'est pas du genre que la question attend.
response--count = Le nombre de réponses choisies n'est pas permis.
response--order = Les réponses choisies ne sont pas en ordre.
response--unknown-option = Cette réponse ne fait pas partie des choix.
response--number = Ce n'est pas un nombre que la question accepte.
response--too-long = Cette réponse est trop longue.

upload--kind = Ce fichier n'est pas du genre que la question attend, quel que soit son nom.
upload--too-large = Ce fichier est plus gros que ce que la question accepte.
upload--broken = Ce fichier est abîmé, ou contient autre chose qu'une photo ou un son.

journal--attempt = Un événement appartient à un autre passage.
journal--sequence = Un événement manque, ou se répète.
journal--previous = Un événement ne suit pas celui qui le précède.
journal--seen = Un événement cite un événement de l'autre chaîne qui n'a pas encore eu lieu.
journal--payload = Le contenu d'un événement n'est pas celui qui a été scellé.
journal--kind = Un événement n'est pas du genre qu'il annonce.
journal--salt = Le sel d'un événement manque, ou ne devrait pas être là.
journal--not-canonical = Un nombre dépasse ce qu'un document peut contenir.
journal--unordered = Deux événements s'attendent l'un l'autre.

replay--withheld = Le contenu d'un événement a été retiré : on ne peut pas rejouer au-delà.
replay--paper = Le tirage n'est pas celui que donne la graine.
replay--choice = Le guide aurait présenté autre chose.
replay--head = L'accusé ne cite pas la tête de la chaîne du poste.

score--not-over = Le passage n'est pas terminé.
score--no-journal = Le journal est vide.
score--no-scale = Ce qui mesure un test adaptatif n'est pas là.
score--mark = Une note de correction ne correspond pas au passage ou à son guide.
score--other-release = Le passage a été fait avec une autre édition.

key--missing = Une question n'a pas de corrigé.
trust--malformed = La liste des émetteurs connus ne peut pas être lue.
trust--format = Ce fichier n'est pas une liste d'émetteurs connus.
key--malformed = Un corrigé ne peut pas être lu.
key--mismatch = Un corrigé ne correspond pas à sa question.

certify--nothing-measured = Aucune compétence n'a été assez mesurée : il n'y a rien à attester.
certify--other-release = Le résultat vient d'une autre édition.
certify--voided = Une décision du jury a annulé ce passage.
certify--too-many = Un certificat cite douze compétences au plus.
certify--assurance = Une auto-évaluation est attestée par la personne, tout le reste par un certificateur.
certify--not-canonical = Un nombre dépasse ce qu'un document peut contenir.

release--too-long = Ce fichier est trop long pour une édition.
release--not-a-container = Ce fichier n'est pas une édition, ou il est coupé.
# $offset: place dans le fichier, en octets
release--bad-entry = L'édition est abîmée à l'octet { $offset }.
# $name: nom de fichier dans l'édition
release--bad-order = Le fichier « { $name } » n'est pas à sa place dans l'édition.
# $name: nom de fichier dans l'édition
release--bad-name = Le nom « { $name } » n'est pas permis dans une édition.
# $name: nom de fichier dans l'édition
release--bad-checksum = Le fichier « { $name } » est abîmé.
# $path: chemin dans l'édition
release--missing = Le fichier « { $path } » manque.
# $path: chemin dans l'édition
release--unlisted = Le fichier « { $path } » n'est pas annoncé par l'édition.
# $path: chemin dans l'édition
release--altered = Le fichier « { $path } » a été changé.
# $path: chemin dans l'édition
# $detail: ce que dit le lecteur, en anglais technique
release--malformed = Le fichier « { $path } » ne peut pas être lu : { $detail }.
# $path: chemin dans l'édition
# $found: format trouvé
release--format = Le fichier « { $path } » est d'un format inconnu ({ $found }).
release--not-canonical = Le sommaire de l'édition n'est pas sous sa forme canonique.
# $path: chemin dans l'édition
# $name: ce qui est cité
release--dangling = Le fichier « { $path } » cite « { $name } », qui n'existe pas.
release--encrypted = Les bonnes réponses de cet examen sont scellées pour qui certifie.
release--kind = Une édition de ce genre ne contient pas le fichier « { $path } ».

standing--no-evidence = Rien n'en parle encore.
standing--below-half = Moins de la moitié de bonnes réponses.
standing--needs-observation = Des questions ne suffisent pas à prouver un geste : il faut être observé.
standing--needs-assurance = La preuve est une déclaration de la personne ; il faut une preuve plus forte.
standing--complete = Tout est documenté.

### Passages : délai, nombre, abandon.

attempts--too-many = Tous les passages permis ont été faits.
attempts--too-soon = Le délai depuis le dernier passage n'est pas écoulé.
attempts--open = Un passage n'est pas terminé : il se reprend, il ne se recommence pas.
