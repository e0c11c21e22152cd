### Le papier : liens et codes QR, images qui portent un certificat. Chaque phrase se suffit à elle-même.

link--not-json = Ce fichier n'est pas un document JSON : aucun lien ne peut en être fait.
link--page = L'adresse de la page de vérification doit commencer par https:// et ne pas contenir de dièse.
link--not-a-link = Ce n'est pas un lien de certificat, ou une partie du lien s'est perdue.
link--version = Ce lien est d'une version plus récente, inconnue ici.
link--damaged = Ce lien a été abîmé en route : scannez le code à nouveau. Cela ne dit rien du certificat.
link--other-document = Ce code appartient à un autre document.
link--missing-codes = D'autres codes de ce document restent à lire.
link--too-long = Ce document est trop long pour un lien.
link--not-canonical = Ce lien contient autre chose qu'un document bien formé.
picture--damaged = Cette image n'est pas un fichier PNG ou JPEG entier.
picture--too-large = Cette image est trop grande : pas plus de 64 millions de pixels.
picture--kind = Cette sorte de JPEG n'est pas lue ici. Enregistrez l'image en JPEG ordinaire ou en PNG.
baked--picture = Cette image n'est pas un fichier PNG ou SVG entier et sans ambiguïté.
baked--malformed = L'image porte un certificat, mais pas de la façon voulue.
baked--compressed = Le certificat dans l'image est compressé, ce que la norme interdit.
baked--twice = L'image porte plus d'un certificat : on ne sait pas lequel est le bon.
baked--too-long = L'image, ou le certificat qu'elle porte, est trop longue.
input--no-code = Aucun code QR n'a pu être lu dans cette image. Photographiez le code de face, bien net, en entier.
input--nothing = Ce dessin ne porte pas de certificat.
