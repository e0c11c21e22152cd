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
