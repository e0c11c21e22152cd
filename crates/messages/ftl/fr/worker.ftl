### Écrans de la personne qui passe un test. Français simple : phrases de 15 mots au plus, aucun mot d'expert
### (voir ftl/expert-words.txt). Une idée par phrase, un verbe par consigne.

# Premier écran, au-dessus des images de métiers.
trade-question = Votre métier ?

# Place dans le test, lue aussi par les lecteurs d'écran.
# $n (number): numéro de la question, à partir de 1
# $total (number): nombre de questions
question-of = Question { $n } sur { $total }

# Suit « Question 4 sur 10 ».
# $count (number): questions marquées pour y revenir
to-review = { $count ->
    [0] rien à revoir
    [one] { $count } question à revoir
   *[other] { $count } questions à revoir
}

# Bouton : question suivante.
go-on = Continuer

# Bouton, de même taille que « Continuer ».
skip = Passer

# Petite ligne près du bouton : la réponse est écrite sur l'appareil.
saved-here = Enregistré sur cet appareil

# Petite ligne près du bouton : la réponse est arrivée ailleurs.
received = Reçu

# Le même test est déjà ouvert dans un autre onglet.
open-elsewhere = Ce test est ouvert dans une autre fenêtre. Continuez là-bas, ou fermez-la.

# Pas assez de questions pour dire quelque chose.
not-measured = Pas mesuré

# Étiquette tant qu'aucune copie n'est hors du navigateur.
not-safe-yet = Pas encore à l'abri

# Bouton qui enregistre une copie de tout hors du navigateur.
keep-copy = Garder une copie

### Tour de page.

# Nom du produit dans le titre de la fenêtre.
# $page: titre de l'écran
window-title = { $page } · Jalon

# Lien au début de la page, pour le clavier.
to-content = Aller au contenu

# Lien de l'en-tête vers les preuves gardées par la personne.
my-satchel = Ma musette

# Lien de l'en-tête : taille du texte, couleurs, langue.
settings = Réglages

# Pied de page, pour ceux qui ne passent pas de test.
for-pros = Surveiller · Certifier · Vérifier

# Pied de page : ce qu'est Jalon.
what-is-jalon = Qu'est-ce que Jalon ?

# Pendant un chargement.
one-moment = Un instant…

# Bouton après un échec.
try-again = Réessayer

# Lien vers le premier écran.
to-home = Retour à l'accueil

back = Retour
close = Fermer
cancel = Annuler

# Titre d'une adresse inconnue.
nothing-here = Il n'y a rien ici

nothing-here-more = L'adresse n'est pas la bonne, ou ce que vous cherchez est sur un autre appareil.

### Premier écran.

# Sous les images.
trade-hint = Dix questions, cinq minutes. Sans compte. Vos réponses restent sur cet appareil.

# Le réseau manque et rien n'a été gardé sur l'appareil.
no-trades = Les questions ne sont pas encore sur cet appareil. Il faut du réseau la première fois.

# Carte du haut : un test commencé et pas fini.
resume-title = Votre test vous attend
# $trade: le métier
# $answered (number): questions répondues
# $total (number): questions
resume-state = { $trade }. { $answered } réponses sur { $total }. Tout est là.
resume-test = Reprendre

# Lien vers les tests plus longs du même métier.
longer-tests = Tests plus longs
# Le même lien, entendu sans l'image. $trade: métier
longer-tests-of = Tests plus longs : { $trade }

# Ouvrir un fichier de questions reçu d'ailleurs.
open-file = Ouvrir un fichier de questions

### Écran d'un test, avant de commencer.

# $questions (number): nombre de questions
# $minutes (number): durée habituelle
test-length = { $questions ->
    [one] Une question
   *[other] { $questions } questions
}, environ { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
}
start-test = Commencer
# Ligne repliée : un résultat obtenu ailleurs dispense de parties de ce test.
have-already = J'ai déjà un résultat qui compte
have-already-skips = Vous ne passez alors pas :
# Champ : le jour du résultat obtenu ailleurs.
have-already-day = Date de ce résultat
# $months (number): durée de la dispense
have-already-months = Compte pendant { $months } mois.
# $count (number): parties qui restent
have-already-left = { $count ->
    [one] Il vous reste { $count } partie.
   *[other] Il vous reste { $count } parties.
}
# Titre, avant et après le test : les parties dont la personne est dispensée.
exempt-title = Ce que vous ne passez pas
# $from: ce qui a été obtenu ailleurs
# $day (date): quand
exempt-why = Vous avez dit : « { $from } », le { DATE($day) }.
dispensation--unknown = Ce métier ne connaît pas cette dispense.
dispensation--not-yet = Cette date n'est pas encore passée.
dispensation--too-old = Cette date est trop ancienne. Vous passez toutes les parties.
dispensation--no-part = Cela ne dispense d'aucune partie de ce test.
tests-of = Choisir un test
# Ligne repliée : qui a signé les questions.
who-made-this = Qui a fait ces questions ?
# $name: nom de l'organisme, tel que l'application le connaît
signed-by = Questions signées par { $name }, reconnu ici.
# La liste des signataires connus n'est pas arrivée.
signed-unchecked = Nous n'avons pas pu vérifier qui a signé ces questions. Rechargez la page.
# Sous l'image d'un métier venu d'un fichier ou d'un lien.
signed-by-a-stranger = Questions d'un inconnu
# $name: nom que le fichier se donne lui-même
file-says = Nom écrit dans le fichier : { $name }.
signed-by-nobody = Ces questions ne sont pas signées. Personne ne dit les avoir relues.
signed-wrong = La signature de ces questions n'est pas bonne. Ne les prenez pas au sérieux.
signed-unknown = Questions signées par un inconnu. Vérifiez auprès de qui vous les a données.
# Préparation des questions au premier lancement.
getting-questions = Les questions arrivent…
# Le fichier de questions n'a pas pu être ouvert ; suivi de la raison.
release-bad = Ce fichier de questions est abîmé. Rien n'a été gardé.
part-missing = Cette page n'est pas encore sur cet appareil. Il faut du réseau la première fois. Rien ne vient, même avec du réseau ? Fermez toutes les pages de Jalon, puis rouvrez-le.
language-missing = Cette langue n'est pas encore sur cet appareil. Il faut du réseau la première fois.
release-missing = Les questions de ce test ne sont plus sur cet appareil. Il faut du réseau pour les reprendre.
cannot-draw = Ce test demande plus de questions que ce fichier n'en a. Choisissez-en un autre.
build-changed = L'application a changé depuis le début de ce test. Vos réponses sont là, vous pouvez continuer.

### Question.

# $n (number): numéro
# $total (number): nombre
# $state: « 1 question à revoir »
progress = Question { $n } sur { $total }, { $state }

# Lu avec la question quand plusieurs réponses sont possibles.
# $max (number): réponses au plus
choose-up-to = Choisissez jusqu'à { $max } réponses.
too-many-chosen = C'est une réponse de trop. Retirez-en une d'abord.

# Étiquette du champ d'une réponse écrite.
your-answer = Votre réponse
# $max (number): caractères
at-most-characters = { $max } caractères au plus.
number-hint = Écrivez un nombre, par exemple 12,5.
not-a-number = Ce n'est pas un nombre. Écrivez par exemple 12 ou 12,5.
# $decimals (number): chiffres après la virgule
too-many-decimals = { $decimals ->
    [0] Écrivez un nombre sans virgule.
    [one] Un seul chiffre après la virgule.
   *[other] { $decimals } chiffres au plus après la virgule.
}
too-long = C'est trop long. Raccourcissez votre réponse.

# Texte commun à plusieurs questions.
read-text = Le texte à lire

take-back = Effacer
to-flag = À revoir
flagged = À revoir, noté
previous-question = Précédente
listen = Écouter
stop-listening = Arrêter la lecture
# Boutons du son qui va avec une question : le jouer, le rejouer, l'arrêter en route, aller au bout.
sound-play = Écouter le son
sound-again = Écouter encore
sound-hold = Arrêter le son
sound-go-on = Écouter la suite
# Avant la première écoute. $most (number): écoutes permises
sound-plays = { $most ->
    [one] Vous pouvez l'écouter une seule fois.
   *[other] Vous pouvez l'écouter { $most } fois.
}
# $left (number): écoutes qui restent
sound-left = { $left ->
    [0] Vous ne pouvez plus l'écouter.
    [one] Vous pouvez l'écouter encore une fois.
   *[other] Vous pouvez l'écouter encore { $left } fois.
}
sound-freely = Vous pouvez l'écouter autant de fois que vous voulez.
sound-first = Écoutez d'abord : vous répondez ensuite.
# Ligne repliée : ce que dit le son, en mots.
sound-words = Lire le son en mots
sound-broken = Cet appareil ne peut pas jouer le son. Lisez-le en mots.
# Question à laquelle on répond par un fichier. Bouton, quand rien n'est choisi ; puis quand un fichier est gardé.
upload-choose = Choisir le fichier
upload-other = Choisir un autre fichier
upload-photo = une photo
upload-recording = un son
upload-document = un PDF
# $sorts: « une photo · un son »
# $most (number): mégaoctets
upload-takes = À donner : { $sorts }. { $most } Mo au plus.
upload-bare = Le lieu et la date sont retirés de la photo ou du son. Le fichier reste sur cet appareil.
# $kilobytes (number): taille
upload-kept = Votre fichier est gardé : { $kilobytes } Ko.
upload-reading = Lecture du fichier…
upload-wrong-kind = Ce fichier n'est pas du bon genre.
upload-too-large = Ce fichier est trop gros.
upload-broken = Ce fichier est abîmé ou ne convient pas. Essayez-en un autre.
upload-unread = Le fichier ne s'ouvre pas. Essayez encore.
upload-your-photo = Votre photo
upload-your-sound = Votre enregistrement
upload-lost = Le fichier n'est pas sur cet appareil.
pause = Pause
saving = Enregistrement…
not-saved = Pas encore enregistré
# Après un échec d'enregistrement.
not-saved-more = Votre réponse est gardée dans cette page seulement. Ne la fermez pas.
choose-or-skip = Choisissez une réponse, ou passez.
to-review-all = Mes réponses

# Annonce à la moitié du temps, et quand il reste peu.
# $minutes (number): minutes qui restent
# $unanswered (number): questions sans réponse
time-left = { $minutes ->
    [0] Moins d'une minute.
    [one] Il reste { $minutes } minute.
   *[other] Il reste { $minutes } minutes.
} { $unanswered ->
    [0] Tout est répondu.
    [one] { $unanswered } question sans réponse.
   *[other] { $unanswered } questions sans réponse.
}
hide-time = Cacher le temps
show-time = Montrer le temps
time-over = Le temps est fini. Vos réponses sont gardées.

### Pause.

paused = En pause
paused-more = Le temps est arrêté. Prenez le vôtre.
away-more = Vous pouvez fermer cette page. Tout sera là à votre retour.
go-on-test = Continuer le test
stop-here = Arrêter et voir mon résultat
stop-here-title = Arrêter maintenant ?
# $answered (number): questions répondues
# $total (number): questions
stop-here-more = Vous avez répondu à { $answered } questions sur { $total }. Le résultat sera moins précis.
yes-stop = Oui, arrêter
later = Finir plus tard

### Parties.

parts-title = Les parties du test
part-todo = À faire
part-done = Finie
part-timed-out = Temps fini
# $questions (number): questions
# $minutes (number): durée
part-length = { $questions } questions, { $minutes } minutes
# $questions (number): questions
part-length-free = { $questions } questions, sans limite de temps
# $questions (number): questions
part-length-of-test = { $questions } questions, dans le temps du test
# $n (number): minutes
in-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
# $n (number): secondes
in-seconds = { $n ->
    [one] { $n } seconde
   *[other] { $n } secondes
}
# $span: une durée, « 5 minutes »
limit-test = Tout le test : { $span } au plus.
limit-sections = Certains groupes de questions ont leur propre temps.
# $span: une durée
limit-each = Chaque question : { $span } au plus.
# $span: une durée
limit-some = Certaines questions : { $span } au plus.
# $short: une durée
# $long: une durée
limit-between = Certaines questions ont leur propre temps : de { $short } à { $long }.
limit-least = Un temps minimum est demandé avant de continuer ou de rendre.
begin-part = Commencer cette partie
parts-apart = Vous pouvez faire les parties sur plusieurs jours. Le résultat le dira.
indicative = Le contenu de cette partie est indicatif.
end-test-now = Finir le test et voir mon résultat

### Relecture avant de rendre.

review-title = Vos réponses
review-all-answered = Vous avez répondu à tout. Relisez, puis rendez votre test.
# $count (number): questions sans réponse
review-missing = { $count ->
    [one] { $count } question n'a pas de réponse. Vous pouvez encore y revenir.
   *[other] { $count } questions n'ont pas de réponse. Vous pouvez encore y revenir.
}
answered = Répondu
unanswered = Sans réponse
hand-in = Rendre mon test
# $n (number): numéro
question-number = Question { $n }

### Résultat.

result-title = Votre résultat
# $right (number): réponses justes
# $total (number): questions comptées
result-sentence = { $right ->
    [0] Aucune réponse juste sur { $total }.
    [one] Une réponse juste sur { $total }.
   *[other] { $right } réponses justes sur { $total }.
}
result-stopped = Vous avez arrêté avant la fin. Ce résultat est donc très large.
result-few = Avec si peu de questions, ce résultat reste large.
result-apart = Les parties ont été faites sur plusieurs jours.
result-not-calibrated = Ces questions n'ont pas encore été réglées sur de vraies réponses. Le résultat compte vos réponses, sans plus.
reached = Seuil atteint à blanc
reached-more = C'est un entraînement. Seul un vrai examen décide.
not-reached = Seuil pas encore atteint
# Bande : lue à la place du dessin.
# $name: nom de la partie
# $right (number): réponses justes
# $scored (number): questions comptées
# $low (number): bas, sur 100
# $high (number): haut, sur 100
band-words = { $name } : { $right } justes sur { $scored }. Avec beaucoup de questions, sans doute entre { $low } et { $high } sur 100.
band-from = rien de juste
band-to = tout juste
# Sous la bande.
# $low (number): bas, sur 100
# $high (number): haut, sur 100
band-reading = Sans doute entre { $low } et { $high } sur 100.
# $right (number): réponses justes
# $scored (number): questions comptées
k-of-n = { $right } sur { $scored }
# $scored (number): questions comptées
# $minimum (number): questions qu'il faut
too-few = Pas mesuré : { $scored } questions, il en faut { $minimum }.
by-subject = Par sujet
the-numbers = Les chiffres
table-subject = Sujet
table-right = Justes
table-between = Entre
points-of-parts = Les points de chaque partie
# $earned: points obtenus
# $possible: points possibles
points-of = { $earned } points sur { $possible }
# $points: points que la personne s'est donnés
points-self = dont { $points } que vous vous êtes donnés
points-awaiting = À noter par vous
# Une partie qui n'a pas été commencée.
part-not-sat = Pas passée
below-floor = Sous la note minimale
# $mean (decimal): moyenne obtenue
# $pass (decimal): moyenne qu'il faut
mean-words = Moyenne : { DECIMAL($mean) } sur 20. Il faut { DECIMAL($pass) }.

advice-title = Un conseil
# $name: sujet
# $right (number): réponses justes
# $scored (number): questions comptées
advice-work-on = Commencez par « { $name } » : { $right } sur { $scored }, votre sujet le plus bas.
advice-measure-more = Faites un test plus long : dix questions ne suffisent pas à mesurer un sujet.
advice-go-further = Tout est juste sur ce qui est mesuré. Essayez un test plus long.

answers-title = Ce qui était juste, et pourquoi
right = Juste
wrong = Faux
the-right-answer = La bonne réponse
your-choice = votre choix
why = Pourquoi
# $answer: bonne réponse
right-answer-is = La bonne réponse : { $answer }
# $answer: ce que la personne a répondu
you-answered = Vous avez répondu : { $answer }
not-seen = Pas vue
read-source = Où le lire
# Suit le titre d'un texte.
# $day (date): jour de lecture
read-on = , lu le { DATE($day) }
# $total (number): questions
show-all-answers = Voir les { $total } questions

### Noter soi-même ses réponses écrites.

self-mark-title = Notez vos réponses écrites
self-mark-more = Comparez avec le corrigé. Cochez ce que vous aviez écrit.
self-mark-guide = Ce qu'il fallait dire
# $points: points
element-points = { $points } pt
self-mark-done = C'est noté
# Une note que la personne avait donnée n'est plus telle qu'elle l'a signée.
mark-altered = Une de vos notes a été changée. Elle ne compte pas. Notez encore.
self-mark-later = Noter plus tard

### Attestation.

attestation = Attestation d'auto-évaluation
by-me = Par moi
get-attestation = Garder mon attestation
attestation-more = C'est vous qui signez, avec une clé de cet appareil. Ce n'est pas un diplôme.
attestation-none = Trop peu de questions pour une attestation. Faites un test plus long.
attestation-kept = Attestation gardée dans votre musette
# $day (date): jour de l'attestation
made-on = Faite le { DATE($day) }
see-attestation = Voir mon attestation
attestation-proves = Elle montre que vous avez répondu à ce test, seul, sur votre appareil.
attestation-does-not = Elle ne dit pas qui vous êtes, et personne n'a surveillé.
share = Envoyer
print = Imprimer
save-file = Télécharger le fichier
save-picture = Télécharger l'image
picture-is-not-proof = L'image ne prouve rien seule. Envoyez aussi le fichier.
shared = C'est envoyé
downloaded = C'est dans vos téléchargements
share-refused = Ce navigateur ne veut pas envoyer le fichier. Essayez de l'imprimer.
remove = Supprimer
remove-title = Supprimer cette attestation ?
remove-more = Elle disparaît de cet appareil. Les copies déjà envoyées restent valables.
how-to-check = Pour la vérifier : déposez le fichier dans la page « Vérifier » de Jalon.
fingerprint = Empreinte du fichier
do-another = Faire un autre test

### Musette.

satchel-empty = Votre musette est vide. Une attestation y arrive après chaque test.
satchel-tests = Mes tests
satchel-proofs = Mes attestations
satchel-blocks = Où j'en suis
in-progress = En cours
finished = Fini
block-yes = Oui
block-partly = En partie
block-not-yet = Pas encore
block-self-only = Une attestation faite seul ne compte jamais pour plus que « en partie ».
# $name: « en salle surveillée »
block-accepts = Pour compter en entier, il faut : { $name }.
assurance-self = seul
assurance-remote = en ligne
assurance-observed = observé au travail
assurance-proctored = en salle surveillée
only-jury = Seul un jury décide. Ceci l'aide à lire votre dossier.
missing-what = Ce qui manque
safe-now = À l'abri
keep-copy-more = Un fichier avec tout : preuves, tests, clé. Il s'ouvre sans mot de passe. Ne le donnez à personne.
copy-kept = Copie gardée dans vos téléchargements
recovery-sheet = Ma fiche de secours
delete-all = Tout supprimer
delete-all-title = Tout supprimer de cet appareil ?
delete-all-more = Tests, attestations et clé disparaissent. On ne peut pas revenir en arrière.
yes-delete-all = Oui, tout supprimer
all-deleted = Tout est supprimé
all-deleted-more = Il ne reste rien sur cet appareil. Pour revenir, il faut du réseau.
restore = Retrouver mes affaires
restore-from-copy = Depuis une copie
restore-from-words = Avec les douze mots
restore-choose = Choisir le fichier
restore-done = Tout est revenu
restore-bad = Ce fichier n'est pas une copie de musette. Rien n'a changé.
# $count (number): attestations revenues
restored-count = { $count ->
    [0] Aucune attestation dans ce fichier.
    [one] { $count } attestation est revenue.
   *[other] { $count } attestations sont revenues.
}
words-hint = Dans l'ordre, séparés par des espaces. Les accents ne comptent pas.
words-restored = Votre clé est revenue. Vos prochaines attestations auront la même.
words-bad = Ces mots ne vont pas ensemble. Vérifiez-les sur votre fiche.
# $word: mot lu
# $near: mots proches
word-unknown = « { $word } » n'est pas un de nos mots. Peut-être : { $near } ?
# $word: mot lu
word-unknown-alone = « { $word } » n'est pas un de nos mots.
# $count (number): mots lus
words-count = Il faut douze mots. Il y en a { $count }.

### Fiche de secours.

refuge-none = Vous n'avez pas encore de clé. Elle se fait à la première attestation.
refuge-more = Ces douze mots sont votre clé. Écrivez-les ou imprimez-les. Ne les montrez à personne.
refuge-show = Montrer les mots
refuge-noted = C'est noté
refuge-qr = Les mêmes mots, à lire avec un téléphone.

### Appareil.

inside-app-title = Vous êtes dans une autre application
# $app: nom de l'application
inside-app-named = La fenêtre de { $app } peut tout oublier. Ouvrez cette page dans votre navigateur.
inside-app = Cette fenêtre peut tout oublier. Ouvrez cette page dans votre navigateur.
# Ouvre la page dans le navigateur de la personne, hors de l'autre application.
open-outside = Ouvrir dans mon navigateur
copy-address = Copier l'adresse
address-copied = Adresse copiée
private-title = Fenêtre privée
private-more = Tout sera oublié à la fermeture. Gardez une copie avant de partir.
storage--refused = Ce navigateur ne garde rien ici. Tout sera oublié à la fermeture de la page.
storage--private = Cette fenêtre privée ne garde rien. Tout sera oublié à sa fermeture.
storage--full = Il n'y a plus de place sur cet appareil. Libérez-en, puis réessayez.
storage--taken = Ce test a été continué ailleurs. Rechargez la page.
storage--closed = Le rangement a été fermé par une autre fenêtre. Rechargez la page.
storage--failed = L'appareil n'a pas pu enregistrer. Réessayez.
no-network = Pas de réseau. Ce n'est pas grave : tout marche sans.
fetch-failed = Le réseau ne répond pas. Rien n'est perdu.

### Réglages.

set-language = Langue
set-size = Taille du texte
set-theme = Couleurs
set-theme-auto = Comme l'appareil
set-theme-light = Claires
set-theme-dark = Sombres
set-comfort = Confort
set-contrast = Contraste fort
set-spacing = Texte aéré
set-aloud = Lire à voix haute
set-aloud-missing = Cet appareil n'a pas de voix dans cette langue. Nous n'utilisons pas de voix en ligne.
set-clockless = Cacher le temps

### À propos.

about-one = Jalon vous aide à montrer ce que vous savez, et à le faire reconnaître.
about-two = Vous passez un test ici, sans compte, même sans réseau. Rien ne part de cet appareil.
about-three = Vous gardez une preuve que chacun peut vérifier, sans nous demander.
about-not-official = Jalon n'est lié à aucun service de l'État.
about-access-title = Pour tous
about-access = Clavier, lecteur d'écran, texte agrandi, couleurs fortes : tout est prévu. Pas encore contrôlé par un organisme.
about-privacy-title = Vos données
about-privacy = Elles restent sur cet appareil. Vous pouvez tout supprimer en deux gestes.
about-install-title = Garder Jalon sous la main
about-install = Dans le menu du navigateur, choisissez « Ajouter à l'écran d'accueil ».
about-storage-kept = Le navigateur a promis de garder vos affaires.
about-storage-maybe = Le navigateur peut effacer vos affaires s'il manque de place. Gardez une copie.

### Pour les professionnels (page d'aiguillage).

pros-title = Surveiller · Certifier · Vérifier
pros-verify = Vérifier une attestation ou un certificat
pros-verify-more = Sans compte et sans réseau : déposez le fichier.
pros-certify = Écrire et publier des tests
pros-certify-more = Pour l'instant avec la ligne de commande « jalon ».
pros-proctor = Surveiller une salle
pros-proctor-more = Pas encore prêt.

car-picture = Dessin d'une voiture
home-picture = Dessin d'une maison et d'une main
other-picture = Dessin d'un chemin

attempt-broken = Ce test a été abîmé sur cet appareil. Il ne peut pas être repris.
# $count (number): réponses à noter
self-mark-left = { $count ->
    [one] { $count } réponse à noter.
   *[other] { $count } réponses à noter.
}
self-mark-example = Un exemple complet
self-mark-nothing = Ce qui ne rapporte rien :
# Ligne repliée sous une attestation : vérifier, supprimer.
settings-of-proof = Vérifier ou supprimer
proof-unreadable = Une preuve qui ne peut plus être lue
# $answered (number): questions répondues
# $total (number): questions
k-answered = { $answered } réponses sur { $total }

### Pourquoi un geste n'est pas possible, et pourquoi un bloc n'est pas complet.

not-now = Ce n'est pas possible à ce moment du test.
no-way-back = Dans cette partie, on ne revient pas en arrière.
# La question ou le test ne peut pas encore être quitté.
attempt--too-early = C'est trop tôt. Restez encore un peu, puis continuez.
# Le temps d'une question est fini ; le test continue.
item-time-over = Le temps de cette question est fini. Votre réponse est gardée. Continuez.
item-time-over-empty = Le temps de cette question est fini. Continuez.
reason-no-evidence = Rien n'en parle encore.
reason-below-half = Moins de la moitié de bonnes réponses.
reason-needs-observation = Des questions ne suffisent pas à prouver un geste. Il faut être vu au travail.
reason-needs-assurance = C'est votre parole. Il faut une preuve plus forte.
reason-complete = Tout y est.

### Test dont les questions suivent les réponses.

# Place dans le test quand personne ne sait encore combien de questions viendront.
# $n (number): numéro
question-alone = Question { $n }
# $n (number): questions posées jusqu'ici
placed-sentence = Vous avez répondu à { $n ->
    [one] une question
   *[other] { $n } questions
} choisies pour vous.
placed-how = Chaque question dépendait de vos réponses. Le nombre de bonnes réponses ne dit donc rien.
placed-provisional = Ces questions n'ont pas encore été réglées sur de vraies réponses. C'est une idée, pas une note.
placed-simulated = C'est un exemple inventé. Ce résultat ne dit rien de vous.
# $other: le niveau voisin
placed-maybe = Peut-être plutôt : { $other }.
placed-sure = Vos réponses vont bien dans ce sens.
# $name: sujet
# $band: niveau
placed-words = { $name } : { $band }.
placed-low = à apprendre
placed-high = bien su
# $theta (decimal): place
# $error (decimal): marge
placed-numbers = { DECIMAL($theta) }, à { DECIMAL($error) } près
placed-no-attestation = Ce test aide à vous situer. Il ne donne pas d'attestation.
# $name: sujet
# $band: niveau
placed-advice = Commencez par « { $name } » : { $band }.
# Quand le test n'a qu'un sujet.
# $name: sujet
placed-advice-one = Entraînez-vous sur « { $name } », puis refaites ce test.
placed-further = Vous êtes au plus haut partout. Essayez un examen blanc.
placed-place = Place et marge
why-title = Pourquoi ces questions
# $n (number): numéro
# $open (number): questions possibles
# $theta (decimal): place avant cette question
# $error (decimal): marge
why-question = Question { $n } : la plus utile parmi { $open }. Avant elle : { DECIMAL($theta) }, à { DECIMAL($error) } près.
# $held (number): questions laissées
why-held = { $held ->
    [one] Une autre en disait plus, mais il faut voir chaque sujet.
   *[other] { $held } autres en disaient plus, mais il faut voir chaque sujet.
}
# $n (number): numéro
# $open (number): questions possibles
# $theta (decimal): place avant cette question
# $error (decimal): marge
why-question-drawn = Question { $n } : tirée au sort parmi les plus utiles de { $open }. Avant elle : { DECIMAL($theta) }, à { DECIMAL($error) } près.
# $n (number): questions laissées
why-turned = { $n ->
    [one] Une question trop souvent posée a été laissée.
   *[other] { $n } questions trop souvent posées ont été laissées.
}
### La fin d'un test dont les questions suivent les réponses.

ended-early = Ce test s'est arrêté plus tôt que prévu
ended-unproven = L'appareil n'a pas su choisir la question suivante. Vous n'y êtes pour rien.
ended-exhausted = Il ne restait plus de question qui convienne. Vous n'y êtes pour rien.
ended-early-more = Ce qui est dit ici vient de vos réponses jusque-là. Vous pouvez recommencer.
end-length = Fin : toutes les questions prévues étaient posées.
end-error = Fin : votre place était assez sûre.
end-clear = Fin : vous étiez nettement d'un côté de la limite.
end-ratio = Fin : vos réponses suffisaient pour décider.
end-curtailment = Fin : d'autres questions n'auraient presque sûrement rien changé à la décision.
end-information = Fin : les questions qui restaient n'apprenaient presque plus rien.
end-plateau = Fin : d'autres questions ne rendaient presque plus votre place plus sûre.
end-exhausted = Fin : plus aucune question ne convenait.
end-unproven = Fin : l'appareil n'a pas su choisir la question suivante.
# $theta (decimal): place après la dernière réponse
# $error (decimal): marge
end-place = Votre place est alors { DECIMAL($theta) }, à { DECIMAL($error) } près.

decided-clear = Vos réponses vont nettement dans ce sens.
decided-close = C'est tout près de la limite. Un autre essai pourrait dire le contraire.
decided-limit = La limite
decided-place = Votre place
decided-chance = Chance d'être au-dessus de la limite
# $chance (number): sur cent
decided-chance-of = { $chance } sur 100
decided-chance-least = moins de 1 sur 100
decided-chance-most = plus de 99 sur 100
decided-ratio = Poids des réponses, pour ou contre
decided-table = Ce qui décide
stated-title = Erreurs de ce test
# $people (number): personnes simulées
stated-people = { $people } personnes simulées
stated-below = Réussite à tort
stated-above = Échec à tort
# $share (decimal): part
stated-of = { DECIMAL($share) } sur 100
stated-length = Questions en moyenne
# $wrong (number): personnes sur cent
stated-errors = Sur 100 personnes simulées, environ { $wrong } seraient mal classées.
# $questions (number): questions au plus
# $minutes (number): durée habituelle
test-length-most = { $questions } questions au plus, environ { $minutes } minutes

### Genres de questions : ordre, paires, mots d'un texte, curseur, plusieurs champs.

# Ligne vide d'une liste qui s'ouvre.
choose-in-list = Choisir…
order-hint = Changez l'ordre avec les flèches.
# Bouton : l'ordre affiché est déjà le bon.
keep-order = Garder cet ordre
# Nom d'un bouton à flèche.
# $what: ce qui bouge
move-up = Monter : { $what }
# Nom d'un bouton à flèche.
# $what: ce qui bouge
move-down = Descendre : { $what }
# Dit après un déplacement.
# $what: ce qui a bougé
# $n (number): place, à partir de 1
# $total (number): nombre de places
now-at = { $what } : place { $n } sur { $total }
# Nom d'une liste qui s'ouvre.
# $what: à quoi on associe quelque chose
goes-with = { $what } va avec
# Nom d'une place vide dans un texte.
# $n (number): place, à partir de 1
gap-number = Place { $n }
unit-of-answer = Unité
# Un curseur que personne n'a encore bougé.
not-set-yet = Pas encore réglé
# Nom d'un bouton à côté d'un curseur.
one-less = Un cran de moins
# Nom d'un bouton à côté d'un curseur.
one-more = Un cran de plus
hot-hint = Touchez le mot que vous choisissez.
# $acquired (number): étapes acquises
# $steps (number): étapes
ladder-steps = { $acquired ->
    [0] aucune étape sur { $steps }
    [one] 1 étape sur { $steps }
   *[other] { $acquired } étapes sur { $steps }
}
ladder-how = Une bonne réponse vaut aussi pour les étapes plus faciles.
# Comment la personne passe les tests : page des réglages.
needs-title = Comment vous passez les tests
needs-lead = Certaines questions ne vont pas à tout le monde. Dites-le : vous en aurez d'autres.
needs-question = Je passe les tests
need-screen-reader = avec un lecteur d'écran
need-deaf = sans entendre
need-colour-blind = sans distinguer certaines couleurs
need-phone = sur un téléphone
needs-where = Cela reste sur cet appareil, avec vos réponses.
again-never = Vous avez déjà fait ce test autant de fois que permis.
again-open = Vous avez déjà commencé ce test. Finissez-le d'abord.
# $hours (number): heures à attendre
again-in = { $hours ->
    [one] Vous pourrez recommencer ce test dans une heure.
   *[other] Vous pourrez recommencer ce test dans { $hours } heures.
}
# $day (date): jour à partir duquel
again-from = Vous pourrez recommencer ce test à partir du { DATE($day) }.
# Lu avant chaque réplique, pour qui ne voit pas de quel côté elle est.
other-says = L'autre personne dit :
you-say = Vous dites :
choose-reply = Que répondez-vous ?
dialogue-over = La conversation est finie.
calculator = Calculatrice
calculator-sum = Votre calcul
divides-by-zero = On ne peut pas diviser par zéro.
too-large-a-sum = Ce calcul est trop grand.
# Les outils à côté d'une question.
tools-title = Outils
tool-notes = Mes notes
notes-label = Vos notes pour ce test
notes-hint = Personne ne les lit. Elles sont effacées à la fin du test.
tool-highlighter = Surligner
highlighter-hint = Touchez une ligne pour la surligner dans la question.
tool-eliminator = Barrer des réponses
eliminator-hint = Barrez celles que vous écartez. Vous pouvez encore les choisir.
# $letter: lettre de la réponse
rule-out = Barrer { $letter }
tool-line-reader = Règle de lecture
line-reader-show = Montrer la règle
line-reader-at = Déplacez la règle de haut en bas.
tool-magnifier = Loupe
magnifier-at = Taille des images et des tableaux
# Noms des touches de la calculatrice, pour qui ne les voit pas.
key-divide = divisé par
key-times = fois
key-minus = moins
key-plus = plus
key-open = parenthèse ouvrante
key-close = parenthèse fermante
key-comma = virgule
key-back = Retirer le dernier signe
key-clear = Effacer le calcul
touch-area = Touchez une zone de l'image, ou choisissez-la dans la liste.
touch-point = Touchez l'image, ou déplacez les deux curseurs.
touch-place = Touchez l'image pour poser chaque chose, ou déplacez ses deux curseurs.
from-left = De gauche à droite
from-top = De haut en bas
# Un endroit d'une image, en centièmes de sa largeur ou de sa hauteur.
# $share (number): de 0 à 100
hundredths = { $share } %
# $n (number): rang du point
point-number = Point { $n }
# $across (number): de 0 à 100
# $down (number): de 0 à 100
point-at = à { $across } % de la gauche, à { $down } % du haut
add-point = Un point de plus
remove-point = Retirer le dernier point
# $thing: ce qui est posé sur l'image
take-off = Retirer « { $thing } »

# Le code carré imprimé avec une attestation : il la contient tout entière.
code-label = Code à scanner : il contient toute l'attestation.
# $number (number): rang du code
# $count (number): combien il y en a
code-of = Code { $number } sur { $count }
code-scan = Scannez ce code avec un téléphone : la page de vérification s'ouvre.
# $count (number): combien il y en a
code-scan-all = Scannez ces { $count } codes avec un téléphone, dans n'importe quel ordre.

# Un certificat délivré par quelqu'un d'autre que la personne.
certificate = Certificat
# $name: nom de qui délivre
certified-by = Délivré par { $name }
certified-by-unknown = Délivré par un organisme que cet appareil ne connaît pas
# $day (date): jour
certified-on = Délivré le { DATE($day) }
# $day (date): jour
certified-until = valable jusqu'au { DATE($day) }
# $how: seul, en ligne, observé au travail, en salle surveillée
# $day: jour, écrit
certified-taken = Test passé { $how }, le { $day }.
certificate-name = Votre nom n'est pas écrit ici. Vous seul pouvez le montrer à qui le demande.

present-title = Le montrer à quelqu'un
present-more = Cette personne vous donne deux textes, dans sa page « Vérifier ». Le fichier fait ici ne sert que pour elle, cinq minutes.
present-domain = Pour qui
present-challenge = Texte reçu
present-go = Faire le fichier
present-refused = Il manque un texte, ou ce certificat n'est pas le vôtre.
