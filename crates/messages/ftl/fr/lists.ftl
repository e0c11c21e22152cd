### Ce que disent les listes de statut, les clés datées et les habilitations. À part du reste : la page qui n'en lit pas ne les porte pas.

INVALID_DOMAIN_ERROR = Cette présentation a été faite pour quelqu'un d'autre.
INVALID_CHALLENGE_ERROR = Cette présentation ne répond pas à la question posée : c'est peut-être une copie.
DATA_LOSS_DETECTION_ERROR = Une partie du certificat n'est dans aucun vocabulaire : elle ne serait pas signée.
PROOF_TRANSFORMATION_ERROR = Le certificat est écrit d'une façon que cette signature ne permet pas de lire.
INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID = La fiche d'identité donnée est celle d'un autre.
INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD = Cette clé existe, mais pas pour signer des certificats.
KEY_REVOKED = La clé qui a signé a été perdue ou volée. Rien ne prouve quand elle a signé.
key--out-of-period = La clé n'était pas en service à la date de la signature.
# $about: ce qui ne va pas
STATUS_VERIFICATION_ERROR = La liste des certificats révoqués ne peut pas être crue : { $about }
STATUS_LIST_LENGTH_ERROR = La liste des certificats révoqués est trop courte pour protéger les personnes.
# $message: ce que dit l'émetteur
STATUS_MESSAGE = L'émetteur a laissé un message sur ce certificat : { $message }
RANGE_ERROR = Le numéro du certificat n'est pas dans la liste des révocations.
# $as-of (date): date de la liste
REVOKED = L'émetteur a révoqué ce certificat (liste du { DATE($as-of) }).
# $as-of (date): date de la liste
SUSPENDED = L'émetteur a suspendu ce certificat (liste du { DATE($as-of) }).
RELATED_RESOURCE_ERROR = Une pièce citée n'est pas celle qui est donnée ici.
# $about: la sorte
status--kind = Cette sorte de liste n'est pas lue ici : { $about }
status--stale = La liste des révocations n'est pas de ce moment : demandez-en une autre.
status--final = Une révocation est définitive. Émettez un nouveau certificat.
# $as-of (date): date de la liste
# $age-days (number): âge en jours
status--checked-as-of = Non révoqué au { DATE($as-of) } ({ $age-days ->
    [0] liste du jour
    [one] liste de { $age-days } jour
   *[other] liste de { $age-days } jours
}).
habilitation--proof = Une habilitation n'est pas signée par celui qui la donne.
habilitation--shape = Une habilitation n'a pas la forme voulue.
habilitation--scope = L'habilitation ne couvre pas cette certification.
habilitation--dates = L'habilitation n'était pas en cours à la date de l'épreuve.
habilitation--too-deep = La suite des habilitations est trop longue.
habilitation--unknown-root = Personne de connu ici n'est au début de la suite des habilitations.

presentation--shape = Ce fichier n'est pas une présentation.
presentation--count = Une présentation montre entre un et soixante-quatre certificats.
presentation--not-the-holder = Un certificat montré est celui de quelqu'un d'autre.
presentation--too-long = Une présentation dure dix minutes au plus, et dit quand elle finit.
presentation--opening = Ce qui a été révélé n'est pas ce que le certificat contient.
step--reading = Fichier lisible
step--proof = Signature du porteur
step--presentation-dates = Moment de la présentation
step--holder = Certificat du porteur
step--openings = Information révélée

trust--unreadable = Ce fichier de confiance ne peut pas être lu.
trust--proof = La signature de ce fichier de confiance ne tient pas.
trust--shape = Ce fichier n'est ni une liste de confiance, ni une carte de certificateur.
trust--fingerprint = L'empreinte donnée n'est pas celle de cette carte. Demandez-la au certificateur.
trust--other-root = Cette liste de confiance est signée par quelqu'un d'autre que celui attendu.
trust--not-yet = Cette liste de confiance n'a pas encore commencé.
trust--went-back = Cette liste de confiance est plus ancienne que la dernière vue. Elle est refusée.

checkpoint--shape = Ce texte n'est pas un point de contrôle.
checkpoint--not-signed = Le point de contrôle n'est pas signé par cette clé.
checkpoint--signature = La signature du point de contrôle ne tient pas.
checkpoint--not-included = Ce certificat n'est pas dans l'arbre du point de contrôle.
checkpoint--not-consistent = Ce point de contrôle ne continue pas le précédent : quelque chose a été changé ou retiré.
checkpoint--other-tree = Ce point de contrôle est celui d'un autre arbre.
checkpoint--no-witness = Cette preuve compte par le témoin qui l'a vue, et cette page n'en connaît aucun. La commande « jalon verify » la lit.
evidence--no-id = Ce document n'a pas d'« id », par lequel un certificat le citerait.
evidence--not-canonical = Un nombre de ce document dépasse ce qu'un document peut tenir.

issue--already = Ce résultat a déjà son certificat.
issue--no-place = Aucune place libre n'a été tirée dans la liste. Recommencez.
register--unknown = Ce document n'a pas été émis ici.
register--already = C'est déjà fait.
register--kind = Un certificat se révoque, une habilitation se suspend.
register--taken = Ce numéro ou cette place est déjà pris.
register--malformed = Ce fichier n'est pas un registre lisible.
register--format = Ce fichier n'est pas un registre, ou il vient d'une version plus récente.
register--broken = Une ligne du registre ne suit pas la précédente : il a été modifié.
register--cut = La dernière ligne du registre est coupée.
certify--no-session = Une épreuve surveillée ou observée demande le procès-verbal de sa session.
certify--same-party = Certificateur, centre et candidat doivent être trois personnes différentes.

jwt--header = L'en-tête du jeton n'est pas celui d'un badge.
jwt--algorithm = La signature du jeton est d'un genre qui ne prouve rien, ou qui n'est pas celui de la clé.
jwt--no-key = Le jeton ne dit pas avec quelle clé il est signé.
jwt--key = La clé du jeton n'est pas valable, ou n'est pas celle qu'il nomme.
jwt--key-unbound = Rien ici ne dit que la clé du jeton est celle de l'émetteur.
jwt--claim = Le jeton et le certificat qu'il contient ne disent pas la même chose.
jwt--wrapped = Ce jeton suit une ancienne version de la norme.
# $witnessed (date): date
key--witnessed = La clé a été perdue ou volée plus tard : un témoin avait vu ce certificat le { DATE($witnessed) }.
