### Ce que dit la vérification d'un certificat : le nom de chaque contrôle, et pourquoi il tombe.

check--reading = Fichier lisible
check--proof = Signature
check--proof-dates = Dates de la signature
check--issuer = Émetteur et clé
check--credential = Forme du certificat
check--contexts = Vocabulaire connu
check--badge = Contenu du badge
check--secrets = Aucun secret dans le fichier
check--dates = Dates de validité
check--status = Révocation
check--evidence = Pièces jointes conformes
check--habilitation = Centre habilité

# Suit la phrase précédente : où la lecture s'est arrêtée.
# $line: ligne
# $column: colonne
at-place = À la ligne { $line }, colonne { $column }.
PARSING_ERROR = Ce fichier ne peut pas être lu comme un certificat.
PROOF_VERIFICATION_ERROR = La signature manque, ou n'est pas complète.
CRYPTOGRAPHIC_SECURITY_ERROR = La signature ne correspond pas au contenu : quelque chose a été changé.
UNSUPPORTED_CRYPTOSUITE = Ce genre de signature n'est pas connu ici.
INVALID_VERIFICATION_METHOD_URL = L'adresse de la clé n'est pas valable.
INVALID_VERIFICATION_METHOD = La clé citée n'est pas valable.
INVALID_CONTROLLED_IDENTIFIER_DOCUMENT = La fiche d'identité de l'émetteur n'est pas là, ou n'est pas valable.
PROOF_NOT_YET_VALID = La signature porte une date à venir.
PROOF_EXPIRED = La signature n'est plus valable.
ISSUER_MISMATCH = La clé n'est pas celle de l'émetteur.
MALFORMED_VALUE_ERROR = Une valeur du certificat n'a pas la forme voulue.
CONTEXT_UNKNOWN = Le certificat emploie un vocabulaire inconnu ici.
SCHEMA_ERROR = Le contenu du badge n'a pas la forme voulue.
RESULT_BELOW_REQUIRED = Un résultat est sous ce que le badge demande.
SECRET_KEY = Le fichier contient une clé secrète. Elle n'est plus sûre.
NOT_YET_VALID = Le certificat n'est pas encore valable.
EXPIRED = Le certificat n'est plus valable.
STATUS_RETRIEVAL_ERROR = La liste des certificats révoqués n'est pas là.
