### Ce que dit la ligne de commande.

# $items (number): questions lues
# $protocols (number): protocoles lus
# $errors (number): erreurs
# $warnings (number): points à regarder
check-summary = { $items } questions, { $protocols } protocoles ; { $errors ->
    [one] { $errors } erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [one] { $warnings } point
   *[other] { $warnings } points
} à regarder.
# $items (number): questions
# $bytes (number): taille
# $id: empreinte de l'édition
# $signer: DID du signataire
released = Édition de { $items } questions, { $bytes } octets.
    Empreinte : { $id }
    Signée par : { $signer }
released-sealed = Bonnes réponses scellées pour : { $recipients }
# $events (number): événements
# $answered (number): réponses
replayed = Le journal tient : { $events } événements, { $answered } réponses.
# $answered (number): réponses données
# $items (number): questions
taken = { $answered } réponses à { $items } questions.
key-lost = Perdue, elle est perdue : sans ce fichier, ou sans sa phrase secrète, personne ne peut retrouver la clé. Gardez une copie ailleurs.
# $did: DID
key-made = Clé créée. Identité : { $did }
    On lui scelle des fichiers par : { $opens }
# $file: chemin de la feuille
key-on-paper = Feuille écrite : { $file }. Imprimez-la, gardez-la ailleurs. Sans la phrase secrète, elle n'ouvre rien.

# $file: chemin de la clé
# $did: identité
key-from-paper = Clé relue : { $file }. Elle s'ouvre avec sa phrase secrète, et signe comme { $did }.
key-card-title = Carte de surveillance
key-card-pin = Le code n'est pas sur la carte.
key-card-lost = Perdue : prévenez le certificateur.
# $did (text): l'identité à écrire dans la commande
# $file (text): le fichier de la carte
key-card-made = Carte écrite : { $file }. Imprimez-la, puis effacez le fichier. Identité : { $did }

key-sheet-title = Une clé de Jalon, scellée

key-sheet-what =
    Cette feuille porte une clé qui signe. Sans sa phrase secrète, elle n'ouvre rien.
    Gardez-la ailleurs que l'ordinateur qui signe, et la phrase ailleurs que la feuille.

key-sheet-back =
    Pour la reprendre : une photo ou un scan du code, puis
    jalon key read photo.png -o certificateur.key
    Ou recopiez le texte ci-dessus dans un fichier et donnez ce fichier.

# $did: DID
key-shown = Identité : { $did }
    On lui scelle des fichiers par : { $opens }
# $name: nom de l'affirmation
# $right (number): bonnes réponses
# $scored (number): questions notées
# $minimum (number): questions nécessaires
claim-not-measured = { $name } : pas mesuré ({ $right } sur { $scored } ; il faut { $minimum } questions).
# $name: nom de l'affirmation
# $right (number): bonnes réponses
# $scored (number): questions notées
# $low (number): bas de l'intervalle, en pour cent
# $high (number): haut de l'intervalle, en pour cent
claim-measured = { $name } : { $right } sur { $scored } (entre { $low } et { $high } % avec 95 chances sur 100).
# $part: titre de la partie
# $earned (decimal): points
# $possible (decimal): points possibles
part-points = { $part } : { DECIMAL($earned) } points sur { DECIMAL($possible) }
# Suit les points d'une partie.
# $own (decimal): points que la personne s'est donnés
part-own = , dont { DECIMAL($own) } notés par la personne
# Suit les points d'une partie.
# $awaiting (decimal): points des réponses sans note
part-awaiting = , { DECIMAL($awaiting) } attendent une note
# $parts: parties non passées
# $equivalence: identifiant de l'équivalence
# $day (date): jour du résultat obtenu ailleurs, tel que déclaré
parts-exempt = Parties dispensées : { $parts } (équivalence { $equivalence }, résultat déclaré du { DATE($day) }).
# $name: compétence ou partie
# $acquired (number): marches acquises
# $steps (number): marches
# $asked (number): questions posées
# $open (number): marches dont on ne sait rien
claim-on-ladder = { $open ->
    [0] { $name } : { $acquired } marches sur { $steps }, en { $asked } questions.
   *[other] { $name } : { $acquired } marches sur { $steps }, en { $asked } questions ; { $open } restent à situer.
}
# $place (number): rang du passage
# $of (number): passages
# $keep: best ou last
stands = Le résultat qui tient est celui du passage { $place } sur { $of } : { $keep ->
    [best] le plus haut
   *[last] le dernier
}.
stands-none = Aucun de ces résultats ne compte.
# $items (number): questions
# $minutes (number): minutes attendues
# $said (number): minutes annoncées
tried = { $items } questions ; environ { $minutes } minutes, pour { $said } annoncées.
# $skill (number): chances sur cent d'avoir juste
# $passed (number): personnes reçues
# $decided (number): personnes décidées
# $people (number): personnes
tried-skill = À { $skill } bonnes réponses sur 100 : { $passed } reçues sur { $decided } décidées ({ $people } personnes).
# $need: everybody, screen-reader, deaf, colour-blind ou phone
# $section: section
# $count (number): questions utilisables
# $wanted (number): questions demandées
tried-short = { $need } : la section « { $section } » n'a que { $count } questions utilisables pour { $wanted }.
no-decision = Aucune décision : le protocole n'en prend pas.
decision-awaits = Pas encore de décision : des réponses attendent une note (« jalon mark »).
# $reached: true ou false
# $why: phrase qui dit pourquoi
decision = { $reached ->
    [true] Seuil atteint
   *[false] Seuil non atteint
}. { $why }
# $marks (number): notes signées
# $left (number): réponses qui attendent encore une note
marked = { $marks ->
    [one] { $marks } note signée
   *[other] { $marks } notes signées
} ; { $left ->
    [0] plus rien n'attend.
    [one] { $left } réponse attend encore.
   *[other] { $left } réponses attendent encore.
}
# $count (number): réponses qui attendent une note
awaiting = { $count ->
    [0] Aucune réponse n'attend de note.
    [one] { $count } réponse attend une note.
   *[other] { $count } réponses attendent une note.
}
# $name: nom de l'attestation
# $file: chemin
certified = « { $name } » écrit dans { $file }.
# $outcome: valid, invalid ou indeterminate
# $trusted: yes, self, no ou unknown
verdict = { $outcome ->
    [valid] Vérifié
    [indeterminate] Rien n'est faux, mais tout n'a pas pu être vérifié
   *[invalid] Refusé
} ; { $trusted ->
    [yes] émetteur reconnu.
    [self] émis par la personne elle-même.
    [no] émis par quelqu'un qui n'en a pas le droit.
   *[unknown] émetteur inconnu.
}
# $name: nom du bloc ou de la compétence
# $degree: yes, partly ou not-yet
# $reason: pourquoi
standing = { $name } : { $degree ->
    [yes] oui
    [partly] en partie
   *[not-yet] pas encore
}. { $reason }
# $certificate: fichier
not-counted = { $certificate } ne compte pas : il n'est pas valide, ou ne vient pas d'ici.
passphrase = Phrase secrète :
passphrase-again = Encore une fois :

# $codes (number): nombre de codes QR
# $version (number): version du plus fin, de 1 à 40
# $bytes (number): place que prend le certificat
coded = { $codes ->
    [one] Un code
   *[other] { $codes } codes
}, version { $version } ; le certificat prend { $bytes } octets.
# $file: fichier écrit
decoded = Certificat écrit dans { $file }.
# $issued (number): certificats émis
# $refused (number): refusés
# $before (number): émis avant
issued = { $issued } certificats émis, { $before } l'étaient déjà, { $refused } refusés.
# $id: identifiant
recorded = Inscrit au registre : { $id }. Publiez maintenant la liste avec « jalon status ».
# $set (number): entrées levées
# $url: adresse
listed = Liste de { $set } documents hors d'usage, à publier à { $url }
# $count (number): certificats
# $domain: pour qui
presented = { $count } certificats présentés à { $domain }.
# $outcome: valid, invalid ou indeterminate
presentation = { $outcome ->
    [valid] Présentation vérifiée
    [indeterminate] Rien n'est faux, mais tout n'a pas pu être vérifié
   *[invalid] Présentation refusée
}
# $file: chemin
trust-written = Écrit dans { $file }.
# $name: nom du certificateur
# $did: DID
# $fingerprint: empreinte
card = { $name }, { $did }
    Empreinte à comparer de vive voix : { $fingerprint }
# $name: nom de l'affirmation
# $band: bande
# $theta (decimal): place sur l'échelle
# $error (decimal): erreur type
# $scored (number): questions comptées
# $origin: declared, simulated ou calibrated
claim-placed = { $name } : { $band } ({ DECIMAL($theta) } ± { DECIMAL($error) }, { $scored } questions, { $origin ->
    [declared] paramètres déclarés, non étalonnés
    [simulated] paramètres simulés
   *[calibrated] paramètres étalonnés
}).

# $people (number): personnes simulées
# $least (number): test le plus court
# $length (decimal): longueur moyenne
# $most (number): test le plus long
simulated = { $people } personnes simulées : { DECIMAL($length) } questions en moyenne, de { $least } à { $most }.
# $section: section
# $length (decimal): longueur moyenne
# $error (decimal): erreur moyenne
# $coverage : sur cent
simulated-section = Section { $section } : { DECIMAL($length) } questions ; écart habituel à la vérité { DECIMAL($error) } ; { $coverage } intervalles sur 100 contiennent la vérité.
# $unused (number): questions jamais posées
# $items (number): questions de la banque
# $highest : sur cent
# $exhausted : sur cent
simulated-exposure = { $unused } questions sur { $items } jamais posées ; la plus posée l'est à { $highest } personnes sur 100 ; banque épuisée pour { $exhausted } personnes sur 100.
# $section: section
# $asked (decimal): questions posées, en moyenne
# $steps (number): marches
# $exact (decimal): sur cent
# $away (decimal): marches
simulated-ladder = Échelle { $section } : { DECIMAL($asked) } questions pour { $steps } marches ; { DECIMAL($exact) } personnes sur 100 à leur marche ; écart moyen { DECIMAL($away) } marche.
# $wrong (decimal): sur cent
# $passed (decimal): sur cent
# $failed (decimal): sur cent
simulated-decision = Sur 100 personnes, environ { DECIMAL($wrong) } mal classées : { DECIMAL($passed) } reçues à tort, { DECIMAL($failed) } refusées à tort.
# $same (decimal): sur cent
simulated-again = Deux passages donnent la même décision à { DECIMAL($same) } personnes sur 100.

# $genre: outcome, attempt-seal, release, session, replaces, ou un autre mot
compared = { $genre ->
    [outcome] le résultat donné ici est celui que le certificat cite.
    [attempt-seal] le journal du passage donné ici est celui que le certificat cite.
    [release] l'édition donnée ici est celle que le certificat cite.
    [session] le procès-verbal donné ici est celui que le certificat cite.
    [replaces] le certificat remplacé est celui qui est cité.
   *[other] la pièce donnée ici est celle que le certificat cite.
}
# $name: nom de l'habilitation
# $issuer: qui la donne
# $subject: qui la reçoit
# $until: date
habilitation = « { $name } », de { $issuer } à { $subject }, jusqu'au { $until }.
# $right: examine, certify, let-examine ou let-certify
# $about: pour quoi
granted = { $right ->
    [examine] Faire passer l'épreuve
    [certify] Certifier
    [let-examine] Habiliter à faire passer l'épreuve
   *[let-certify] Habiliter à certifier
} : { $about }
# $added (number): certificats ajoutés
# $size (number): engagements dans l'arbre
# $others (number): fichiers qui ne sont pas des certificats
extended = { $others ->
    [0] { $added } certificats ajoutés ; l'arbre en compte { $size }.
   *[other] { $added } certificats ajoutés ; l'arbre en compte { $size }. Laissés de côté, n'étant pas des certificats : { $others }.
}
# $size (number): engagements dans l'arbre
# $file: chemin
checkpoint = Point de contrôle de { $size } certificats écrit dans { $file }. Faites-le garder par d'autres : c'est eux qui verraient un ajout antidaté.
# $origin: nom de l'arbre
# $size (number): engagements dans l'arbre
checked = La preuve tient, dans l'arbre { $origin } de { $size } certificats.
# $right: examine, certify, let-examine ou let-certify
# $until: date
let-to = { $right ->
    [examine] habilité à faire passer l'épreuve
    [certify] habilité à certifier
    [let-examine] peut habiliter à faire passer l'épreuve
   *[let-certify] peut habiliter à certifier
} jusqu'au { $until }
not-shown = habilitation non montrée
session = Procès-verbal de la séance, cité par le certificat
# $name: nom du certificat
certificate-of = Certificat « { $name } »
# $passed (decimal): sur cent
simulated-passed = { DECIMAL($passed) } personnes sur 100 reçues.
# $overlap : sur cent
simulated-overlap = Deux personnes ont en commun { $overlap } questions sur 100.
# $n (number): choix
simulated-waived = Le plafond d'exposition a cédé { $n } fois : sans cela le plan du test n'aurait pas tenu.
simulated-no-limit = Aucune partie n'est limitée en temps.
# $factor: facteur
# $late (decimal): sur cent
# $without (decimal): sur cent
simulated-time = À qui il faut { $factor } du temps : { DECIMAL($late) } personnes sur 100 à court de temps avec cet aménagement, { DECIMAL($without) } sans.
# $people (number): personnes
# $items (number): questions
simulated-responses = Réponses de { $people } personnes simulées à { $items } questions.
# $rounds (number): tours
simulated-search = Recherche en { $rounds } tours (Sympson et Hetter). À mettre dans « adaptive » de la section :
# $section: section
# $highest (decimal): sur cent
simulated-holds = Section { $section } : la question la plus posée l'est à { DECIMAL($highest) } personnes sur 100.
# $section: section
# $highest (decimal): sur cent
simulated-holds-not = Section { $section } : le plafond n'est pas tenu, la question la plus posée l'est à { DECIMAL($highest) } personnes sur 100. La banque est trop petite pour lui.
# $n (number): dessins
simulated-plots = { $n } dessins écrits.
plot-length = Longueur des tests
plot-length-more = Pour chaque nombre de questions, combien de personnes ont eu un test de cette longueur.
plot-items = Questions
plot-people = Personnes
plot-exposure = Part des personnes à qui chaque question est posée
plot-exposure-more = Les questions de la plus posée à la moins posée. Une courbe qui tombe vite dit que peu de questions servent.
plot-rank = Questions, de la plus posée à la moins posée
plot-share = Part des personnes
# $section: section
plot-error = Erreur selon la place : { $section }
plot-error-more = Le long de l'échelle : l'écart habituel entre place trouvée et place vraie, l'erreur annoncée, et le biais. Les deux premières courbes devraient se suivre, la troisième rester à zéro.
plot-rmse = écart habituel
plot-stated = erreur annoncée
plot-bias = biais
plot-true = Place vraie, en logits
plot-found = Place trouvée, en logits
plot-logits = Logits
# $section: section
plot-places = Places trouvées et places vraies : { $section }
plot-places-more = Un point par personne. Plus les points sont près de la diagonale, plus le test dit juste.
plot-equal = trouvée = vraie
# $section: section
plot-map = Personnes et questions sur une même échelle : { $section }
plot-map-more = À gauche, combien de personnes à chaque hauteur ; à droite, les questions à la hauteur de leur difficulté.
plot-passed = Qui réussit, selon la place
plot-passed-more = Le long de l'échelle, part des personnes qui réussissent. Un test parfait passerait de zéro à un à la limite.
plot-cut = limite
# $chance (number): sur cent
decision-chance = Chance d'être au-dessus de la limite : { $chance } sur 100.
# $people (number): personnes simulées
# $wrong (decimal): sur cent
# $passed (decimal): sur cent
# $failed (decimal): sur cent
decision-stated = Sur 100 personnes, environ { DECIMAL($wrong) } mal classées par ce test : { DECIMAL($passed) } reçues à tort, { DECIMAL($failed) } refusées à tort ({ $people } personnes simulées).
# Après Ctrl-C
stopped = Arrêté : rien n'a été écrit.
# Après Ctrl-C
stopped-after = Arrêté. Ce qui était déjà écrit est entier.
