### Une session d'examen : ce que le certificateur commande, ce que la salle permet, ce que le serveur garde. Lu par des experts.

order--window = L'ouverture, l'heure limite et la fin de la session ne se suivent pas.
# $offset: minutes à l'est de UTC
order--offset = Le décalage horaire { $offset } n'est pas possible.
# $offset: minutes à l'est de UTC, écrites
# $wanted: minutes à l'est de UTC, à Paris ce jour-là
order--other-offset = Le décalage horaire est de { $offset } minutes ; à Paris, ce jour-là, il est de { $wanted }.
order--hours = La session sort des heures permises, ou dure plus d'un jour.
order--sunday = Il n'y a pas de session le dimanche.
# $holiday: nom du jour férié, en anglais technique
order--holiday = Il n'y a pas de session un jour férié ({ $holiday }).
order--not-habilitated = Rien ne dit que le centre est habilité pour cette certification.
order--habilitation-dates = L'habilitation du centre ne couvre pas ce jour.
order--nobody = Personne n'est inscrit.
# $name: ce qui est répété
order--twice = « { $name } » est écrit deux fois.
# $candidate: code du candidat
order--same-day = « { $candidate } » est inscrit trop tard : l'inscription se fait la veille au plus tard.
# $candidate: code du candidat
order--adjustment = L'aménagement de « { $candidate } » n'est pas possible.
# $candidate: code du candidat
order--too-short = La session est trop courte pour le temps accordé à « { $candidate } ».
# $people: nombre de candidats
# $most: nombre de places
order--over-capacity = { $people } candidats pour { $most } places.
order--other-release = L'édition n'est pas celle de la commande.
# $protocol: identifiant du protocole
order--no-protocol = L'édition n'a pas de protocole « { $protocol } ».
# $protocol: identifiant du protocole
order--adaptive = Le protocole « { $protocol } » choisit ses questions selon les réponses : aucune salle ne le fait encore.
# $protocol: identifiant du protocole
order--not-an-exam = Le protocole « { $protocol } » n'est pas fait pour une salle d'examen.
order--two-rosters = Les inscrits sont à la fois dans la commande et dans le tableau : gardez l'un des deux.
# $member: nom du membre
order--drawn = « { $member } » est tiré pour chaque session : ôtez-le du brouillon, qui vient d'une autre commande.
order--online = L'ouverture en ligne n'est pas encore menée jusqu'au bout : laissez les deux codes, que la commande donne.
# $protocol: identifiant du protocole
order--keys-in-clear = L'édition porte les bonnes réponses de « { $protocol } », une épreuve qui se corrige ailleurs : la salle les aurait. Seule une répétition peut s'en servir.
order--codes = Il faut deux codes différents, ou une ouverture en ligne.
order--rules = Une règle de pause, de coupure ou de temps dépasse ce qui est permis.
order--issued = La commande doit précéder la session.
order--retention = Les durées de conservation ne se tiennent pas.
# $name: personne ou rôle
order--two-roles = « { $name } » tient deux rôles avec la même clé.
# $name: personne
order--key = La clé de « { $name } » ne peut pas être lue.
# $capability: droit, en anglais technique
order--nobody-may = Personne n'a le droit nécessaire « { $capability } ».
# $capability: droit, en anglais technique
order--alone = Il manque quelqu'un pour « { $capability } » : les décisions graves seront laissées au certificateur.
order--signer = La commande n'est pas signée par le certificateur qu'elle nomme.

access--unknown = Cette personne n'est pas de cette session.
access--capability = Cette personne n'a pas ce droit.
access--session = C'est une autre session.
access--two-people = Il faut deux personnes pour cela.
access--certifier = Seul le certificateur de cette session peut le faire.

receipt--gap = Des réponses envoyées avant celles-ci manquent encore.
receipt--behind = Le serveur doit d'abord retrouver ce que le poste a déjà reçu.
receipt--late = Cela vient d'un poste qui n'a plus la main : c'est gardé à part.
receipt--fork = Deux postes ont écrit à la même place : c'est gardé à part.

room--out-of-place = Ce geste n'est pas possible à ce moment de la session.
room--repeated = Ce geste a déjà été fait.
room--stale = Ce geste a été préparé pour un autre état de la salle.
room--candidate = Ce candidat n'est pas de cette session.
room--seat = Ce poste n'existe pas dans cette salle.
room--seat-not-ready = Ce poste n'a pas passé ses essais.
room--seat-taken = Ce poste est occupé.
room--late = L'heure limite est passée : personne n'entre plus.
room--early = La session n'est pas encore ouverte.
room--code = Ces codes n'ouvrent pas le contenu.
room--content = Le contenu n'est pas là, ou n'est pas celui de l'ordre.
room--permission = Il faut une nouvelle permission de commencer.
room--paused = L'horloge de ce candidat est arrêtée.
room--no-break = Il ne reste pas de pause à ce candidat.
room--incident = Cet incident n'existe pas, ou il est déjà décidé.
room--undecided = Un incident attend une décision.
room--alert-open = Un signalement attend une réponse.
room--running = Un test est en cours.
room--report = Un compte rendu est incomplet.
room--bad-report = Ce compte rendu ne correspond pas à ce qui s'est passé.
room--note = La note est trop longue ou contient des caractères interdits.
room--sealed = La session est scellée.
room--signature = Une signature de la salle ne tient pas.
room--chain = Le journal de la salle ne tient pas.
room--key = Cette clé n’en est pas une, ou elle est celle d’un autre poste : rechargez la page du poste.
room--insecure = Une session certifiante demande une connexion chiffrée.

desk--replaced = Ce serveur a été remplacé.
desk--head = La tête signée du poste n'est pas celle de ses réponses.
desk--other-instance = Un autre serveur a déjà repris la session.
desk--attempt = Ce passage n'est pas de cette session.
desk--boot = Le serveur a recommencé avec l'horloge de sa vie d'avant.
desk--forked = Deux serveurs ont dit à ce poste deux choses différentes : ce qu'il a de plus est mis de côté, et il doit être ouvert de nouveau.
desk--journal = Un passage gardé ne se rejoue pas.
desk--restore = Ce que le poste rend ne prolonge pas ce que le serveur a.

store--full = Le disque est plein : plus rien n'est accusé.
store--fatal = Le disque a refusé une écriture : le serveur s'arrête.
store--busy = Un autre programme occupe le disque.
store--fenced = Un autre serveur a repris les écritures : celui-ci s'arrête.
store--differs = Un autre document est à cette place.

seal--order = Le scellé n'est pas celui de cette commande.
seal--root = Le scellé ne correspond pas aux journaux.
# $attempt: identifiant du passage
seal--attempt = Le passage « { $attempt } » ne correspond pas au scellé.
# $attempt: identifiant du passage
seal--replay = Le passage « { $attempt } » ne se rejoue pas.
seal--head = Le poste n'a pas signé ce qui est gardé de ses réponses, dans le passage « { $attempt } ».
seal--beside = Ce que le serveur a écrit dans un passage n'est pas ce que l'ordre donne et que la salle a décidé : du temps, une question, une fin ou une place.
seal--room = Le journal de la salle ne se rejoue pas.
seal--signers = Le scellé doit être signé par le centre et par un surveillant.
seal--unsigned = Un geste de la salle n'est pas signé par qui l'a fait.

api--not-found = Il n'y a rien ici.
api--method = Cela ne se fait pas ainsi.
api--too-long = Ce message est trop long.
api--too-many-events = Trop de réponses en un message.
api--too-slow = Le message a mis trop de temps à arriver.
api--too-often = Trop de demandes : attendez un instant.
api--busy = Le serveur a trop à faire : la demande sera refaite.
api--pass = Il faut un laissez-passer, ou celui-ci n'est plus valable.
api--other-session = Ce laissez-passer est celui d'une autre session.
api--signature = Une signature n'est pas valable.
api--signers = Ceci doit être signé par une seule clé.
api--not-believed = Ce centre ne connaît pas qui a commandé cette session.
client--lost = Le serveur n'a pas été joint, ou n'a pas répondu à temps : redemandez.
client--strange = La réponse n'est pas celle qui était attendue : vérifiez le serveur et sa version.
api--no-content = Le contenu de la session n'est pas encore là.
api--bad-content = Le contenu ne s'ouvre pas, ou n'est pas celui de l'ordre.
api--imported = Un autre document est déjà là.
api--other-content = Ce contenu n'est pas celui que la commande nomme : un fichier d'une autre session, ou une copie incomplète. Rien n'est gardé.
api--not-sealed = La session n'est pas encore scellée.
api--unknown = C'est refusé, pour une raison que cette version ne connaît pas.

card--misread = Cette carte est mal lue : comparez chaque groupe de lettres.
card--pin = Le code a de six à douze chiffres.
