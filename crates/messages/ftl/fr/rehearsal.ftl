### La répétition d'une salle d'examen, au fil de l'eau, et une session rejouée. Lu par des surveillants et des certificateurs.

# $what: ce qui se passe
# $whom: pseudonyme du candidat, ou rien
scene = { $what ->
    [imported] L'ordre et le contenu scellé sont là.
    [unlocked] Deux personnes ont ouvert le contenu avec leurs codes.
    [opened] La salle est ouverte : identités, places, codes de départ.
    [doubt] { $whom } : un doute sur l'identité, donc pas d'épreuve.
    [late] { $whom } arrive après l'heure limite : refus.
    [cut] { $whom } : le câble est débranché ; ses réponses restent sur son poste.
    [back] { $whom } : le câble est rebranché ; tout part, le temps perdu est rendu.
    [phone] { $whom } : un téléphone trouvé ; deux personnes arrêtent l'épreuve, un jury jugera.
    [alert] { $whom } signale une question.
    [paused] { $whom } : son horloge est arrêtée un moment.
    [resumed] { $whom } : elle repart.
    [moved] { $whom } : son poste tombe en panne ; l'épreuve continue à un autre, avec un nouveau code.
    [closed] La salle est fermée.
    [sealed] La session est scellée par le centre et le surveillant.
   *[other] { $what } { $whom }
}
# $candidate: pseudonyme
# $right (number): réponses justes
# $of (number): questions
result = { $candidate } : { $right } sur { $of }
# $candidate: pseudonyme
# $right (number): réponses justes
# $of (number): questions corrigées
# $awaiting (number): questions qu'une personne doit corriger
result-awaits = { $candidate } : { $right } sur { $of } ; à corriger par une personne : { $awaiting }
# $candidate: pseudonyme
result-unscored = { $candidate } : non corrigé, les bonnes réponses sont scellées (`--unseal`)
# $acknowledged (number): événements accusés
# $missing (number): perdus
# $aside (number): mis de côté
kept = { $acknowledged } réponses et gestes accusés ; perdus ou comptés deux fois : { $missing } ; mis de côté pour une personne : { $aside }.
# $state: holds ou fails
# $root: empreinte
sealed = { $state ->
    [holds] La session rejouée est celle du sceau { $root }.
   *[fails] La session ne tient pas ; sceau : { $root }
}
# $draft: fichier de la commande
# $candidates: fichier des inscrits
template = Complétez { $draft } et { $candidates }, puis : jalon session order.
# $session: identifiant
# $codes: deux codes
ordered = Session { $session } commandée. Codes, à remettre à deux personnes différentes : { $codes }
