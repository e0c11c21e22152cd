### Page « Vérifier » : lue par un employeur, un jury, une plateforme.

verify-title = Vérifier un certificat
verify-intro = Déposez le fichier. Tout se passe sur cet appareil : rien n'est envoyé, aucun compte n'est demandé.
drop-here = Choisir ou déposer le fichier

# Trois visages, une phrase chacun.
# $name: nom de l'organisme reconnu ici
recognised = Vérifié et reconnu : { $name }.
by-the-person = Vrai, mais émis par la personne elle-même.
by-a-stranger = Vrai, mais émis par un inconnu de cette page.
not-all-checked = Rien de faux, mais tout n'a pas pu être vérifié ici.
refused = Refusé.

each-check = Chaque contrôle
state-ok = bon
state-bad = faux
state-unknown = pas vérifiable ici
state-nothing = rien à contrôler
not-checked-title = Ce que cette page ne sait pas
not-checked-live = Elle ne demande rien au réseau : une révocation récente peut lui échapper.
does-not-prove-identity = Elle ne dit pas que le porteur du fichier est la personne nommée. Demandez-lui une pièce d'identité.

issued-by = Émis par
the-person = La personne elle-même
unknown-issuer = Un inconnu de cette page
issued-on = Émis le
valid-until = Valable jusqu'au
# $right (number): réponses justes
# $scored (number): questions comptées
k-of-n = { $right } sur { $scored }
# $low (number): bas, sur 100
# $high (number): haut, sur 100
interval = Sans doute entre { $low } et { $high } sur 100 (intervalle à 95 %).

cheat-title = Essayez de tricher
cheat-intro = Voici un exemple signé. Changez une seule lettre, et regardez quel contrôle tombe.
cheat-begin = Prendre un exemple
cheat-label = Le titre de l'exemple
cheat-one-letter = Changer une lettre
# $name: nom du contrôle
check-fell = Le contrôle « { $name } » est tombé.
# Titre de l'exemple signé.
sample-name = Aide à domicile, exemple
sample-words = Un exemple fabriqué à l'instant, signé par une clé jetée aussitôt. Il ne prouve rien.

bring-lead = Déposez, collez ou photographiez un certificat. Tout se passe sur cet appareil : rien n'est envoyé, aucun compte n'est demandé.
photograph = Photographier un code
camera-open = Ouvrir la caméra
camera-close = Fermer la caméra
camera-hint = Tenez le code en entier dans l'image, bien éclairé. Il se lit tout seul.
camera-none = La caméra ne s'ouvre pas. Prenez une photo, ou choisissez un fichier.
paste = Coller un texte
paste-label = Texte à vérifier
paste-hint = Un lien, un jeton, ou le contenu d'un fichier. Une image copiée se colle partout sur cette page.
paste-go = Vérifier ce texte
checking = Je vérifie…
# D'où vient ce qui est vérifié, à la place d'un nom de fichier.
of-link = Lien du code QR
of-paste = Texte collé
of-camera = Code lu par la caméra
reader-missing = Ce qui lit les codes n'est pas arrivé. Vérifiez le réseau, puis recommencez.

chain-title = D'où vient ce certificat
# Suit un nom entre guillemets.
own-name = (nom écrit dans le certificat)
# $at (date): jour de la vérification
# $time: heure, comme 14:05
checked-at = Vérifié le { DATE($at) } à { $time } (UTC), sur l'appareil du lecteur.

refresh-title = Demander plus récent
refresh-more = Rien n'est parti de cet appareil. Ce bouton demande ces adresses : leur site saura qu'une liste a été lue, pas pour quel certificat.
refresh = Mettre à jour
refreshed = Les adresses ont répondu : le contrôle est refait avec leur réponse.
# $host: nom du site
refresh-silent = { $host } n'a pas répondu, ou ne permet pas d'être lu d'ici. Ce qui était connu reste. Vous pouvez aussi déposer sa liste ici.
# $at (date): jour
asked-on = demandé le { DATE($at) }

person-title = Est-ce cette personne ?
person-intro = Tapez le nom et la date de naissance lus sur la pièce d'identité. Ils sont comparés ici, et rien n'est gardé.
person-name = Nom et prénoms
person-born = Date de naissance
person-compare = Comparer
person-yes = Oui : c'est le nom et la date de la personne certifiée.
person-no = Non : ce nom et cette date ne sont pas ceux du certificat. Vérifiez chaque lettre.
person-needs-salt = Le nom est caché dans le certificat. Pour comparer, il faut ce que seul le porteur possède : son fichier « opening », à déposer ici, ou une présentation où il le montre.
person-none = Ce certificat ne porte ni nom ni date de naissance cachés : il n'y a rien à comparer.
# $value: nom et date, sans accents
person-shown = Le porteur montre son nom et sa date de naissance : { $value }.

ask-title = Demander à la personne de prouver que c'est le sien
ask-more = Qui a une copie d'un certificat peut le montrer. Une présentation prouve en plus que la personne en a la clé. Donnez-lui ces deux textes : ils servent une seule fois.
ask-draw = Tirer un nouveau texte
ask-domain = Pour qui
ask-challenge = Texte à usage unique
ask-then = Déposez ensuite ici la présentation qu'elle vous donne.
ask-none = Ne plus rien demander
# $count (number): certificats montrés
shown-valid = { $count ->
    [one] Présentation vérifiée : un certificat, montré par son porteur.
   *[other] Présentation vérifiée : { $count } certificats, montrés par leur porteur.
}
shown-unknown = Présentation : rien de faux, mais tout n'a pas pu être vérifié ici.
shown-refused = Présentation refusée.
shown-unasked = Vous n'aviez donné aucun texte à usage unique : ce peut être la copie d'une présentation faite à quelqu'un d'autre.
shown-steps = Contrôles de la présentation

known-title = Qui cette page connaît
known-nobody = Personne.
known-by-build = connu de l'application
known-by-bundle = dans la liste signée
known-by-hand = ajouté à la main
known-remove = Retirer
known-how = Pour ajouter un certificateur, déposez sa carte plus haut. Une liste de confiance signée se dépose de la même façon.
role-certifier = certificateur
role-centre = centre
role-root = signe la liste de confiance
# $sequence (number): numéro
# $from (date): jour
# $days (number): âge en jours
bundle-age = Liste de confiance n° { $sequence }, du { DATE($from) } ({ $days ->
    [0] aujourd'hui
    [one] { $days } jour
   *[other] { $days } jours
}).
bundle-expired = Elle a passé sa date : demandez-en une plus récente.
# $name: nom que la carte se donne
card-title = Ajouter « { $name } » ?
root-title = Faire confiance à qui a signé cette liste ?
card-more = N'importe qui peut écrire ce nom. Demandez l'empreinte par un autre chemin : au téléphone, sur un papier. Puis tapez-la.
card-fingerprint = Empreinte qui vous a été dite
card-fingerprint-hint = Vingt lettres et chiffres, en cinq groupes.
card-add = Comparer et ajouter
card-not = Ne pas ajouter
# $name: nom
card-added = { $name } est maintenant connu sur cet appareil.
kept-list = Liste de révocation gardée sur cet appareil.
kept-habilitation = Habilitation gardée sur cet appareil.
kept-opening = Clé du nom reçue. Elle ne sera pas gardée.
kept-bundle = Liste de confiance gardée sur cet appareil.
put-beside = Pièce reçue. Elle est comparée à ce que le certificat cite, et ne sera pas gardée.

mine-title = Ce certificat est le vôtre
mine-keep = Le garder dans ma musette
in-satchel = Il est dans votre musette, sur cet appareil.
bundle-ask = La suivante est publiée ici. Ce bouton demande cette adresse, et rien d'autre :
bundle-refresh = Demander la liste suivante
bring-another = Vérifier autre chose
