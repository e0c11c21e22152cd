### Clés, signatures et fichiers scellés : pourquoi l'un d'eux est refusé. Lu en ligne de commande et par qui dépanne.

PROOF_GENERATION_ERROR = Ce document ne peut pas être signé : la signature n'est pas celle de la clé annoncée.

key--not-multibase = Ce texte n'est pas une clé : il ne commence pas par « z ».
key--other-kind = Cette clé est d'une autre sorte. Il faut une clé publique Ed25519.
key--length = Cette clé n'a pas la bonne longueur. Elle a sans doute été mal copiée.
key--not-a-key = Ces caractères ont la forme d'une clé, mais n'en sont pas une.
key--secret = Ceci est une clé secrète. Retirez-la de là où elle était, et ne vous en servez plus.

sealed--cost = Ce fichier demande un effort de calcul qui n'est pas accepté : trop faible pour protéger, ou trop fort pour cet appareil.
sealed--damaged = La phrase secrète ou la clé est la bonne, mais le fichier a été coupé ou modifié.
sealed--empty-passphrase = La phrase secrète est vide.
sealed--not-sealed = Ce fichier n'est pas protégé par une phrase secrète, ou il vient d'une version plus récente.
sealed--passphrase = Ce n'est pas la bonne phrase secrète.
sealed--recipient = Ce fichier est scellé pour d'autres : votre clé ne l'ouvre pas.
sealed--recipients = Personne pour qui sceller, trop de personnes à la fois, ou une clé qui ne protège rien.
sealed--too-long = Ce contenu est trop long pour être protégé en une fois.

signed--body = Les signatures tiennent, mais le document n'a pas la forme attendue.
signed--format = Ce fichier n'est pas un document signé de Jalon, ou il vient d'une version plus récente.
signed--kind = Ce document a été signé pour un autre usage.
signed--no-signature = Personne n'a signé ce document.
signed--signature = Une signature ne correspond pas au document : quelque chose a été changé.
signed--signer = La clé d'un signataire n'est pas lisible.
signed--too-many = Ce document porte plus de signatures qu'on n'en lit.
signed--twice = La même clé a signé deux fois.
signed--unknown-algorithm = Une signature emploie un procédé inconnu ici. Elle n'est pas vérifiée, ce qui ne veut pas dire qu'elle est fausse.
signed--value = Une signature est mal écrite.
