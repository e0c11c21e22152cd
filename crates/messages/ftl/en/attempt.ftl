attempt--closed = This test is over.
attempt--out-of-place = This cannot be done at this point of the test.
attempt--not-presented = This question was not presented.
attempt--wrong-part = This part cannot be opened or handed in now.
attempt--no-way-back = In this part there is no way back.
attempt--no-pause = This protocol has no pause.
attempt--time-over = The time of this part is over.
attempt--time-left = This part has time left.
attempt--not-resumed = The machine was restarted: the test must resume first.
attempt--charge = The time charged on resuming is not what the clocks and the protocol say.
attempt--start = The start does not fit the protocol.
attempt--paper = The draw does not fit the protocol.
attempt--clock = The machine's clock is beyond what a journal can hold.
attempt--fenced = This seat no longer has the turn on this test.
attempt--lease = This lease does not follow the one before it.
attempt--alerted = This question waits for the proctor.
attempt--not-played = The sound of this question must be played before it is answered.
attempt--locked = A long pause closed this question.
attempt--no-play = The sound of this question cannot be played any more, or there is none.
attempt--no-room = Only an exam room does this.

response--kind = This response is not of the kind that the question takes.
response--count = This number of options cannot be chosen.
response--order = The options chosen are not in order.
response--unknown-option = This option is not one of the choices.
response--number = This is not a number that the question accepts.
response--too-long = This response is too long.

upload--kind = This file is not of the kind that the question takes, whatever its name.
upload--too-large = This file is larger than the question takes.
upload--broken = This file is damaged, or holds something else than a photo or a sound.

journal--attempt = An event belongs to another attempt.
journal--sequence = An event is missing or repeated.
journal--previous = An event does not follow the one before it.
journal--seen = An event names an event of the other chain that has not happened yet.
journal--payload = The content of an event is not the one that was sealed.
journal--kind = An event is not of the kind that it says.
journal--salt = The salt of an event is missing, or should not be there.
journal--not-canonical = A number is beyond what a document can hold.
journal--unordered = Two events wait for each other.

replay--withheld = The content of an event was withheld: nothing can be replayed past it.
replay--paper = The draw is not the one that the seed gives.
replay--choice = The guide would have presented something else.
replay--head = The acknowledgement does not name the head of the seat's chain.

score--not-over = The attempt is not over.
score--no-journal = The journal is empty.
score--no-scale = What measures an adaptive test is not at hand.
score--mark = A mark does not fit the attempt or its guide.
score--other-release = The attempt was made with another release.

key--missing = A question has no key.
trust--malformed = The list of known issuers cannot be read.
trust--format = This file is not a list of known issuers.
key--malformed = A key cannot be read.
key--mismatch = A key does not fit its question.

certify--nothing-measured = No competence was measured well enough: there is nothing to attest.
certify--other-release = The outcome is of another release.
certify--voided = A ruling of the jury voided this attempt.
certify--too-many = A certificate cites twelve competences at most.
certify--assurance = A self-assessment is attested by the person, everything else by a certifier.
certify--not-canonical = A number is beyond what a document can hold.

release--too-long = This file is too long for a release.
release--not-a-container = This file is not a release, or it was cut short.
release--bad-entry = The release is damaged at byte { $offset }.
release--bad-order = The file “{ $name }” is not in its place in the release.
release--bad-name = The name “{ $name }” is not allowed in a release.
release--bad-checksum = The file “{ $name }” is damaged.
release--missing = The file “{ $path }” is missing.
release--unlisted = The file “{ $path }” is not listed by the release.
release--altered = The file “{ $path }” was changed.
release--malformed = The file “{ $path }” cannot be read: { $detail }.
release--format = The file “{ $path }” is of an unknown format ({ $found }).
release--not-canonical = The manifest of the release is not in its canonical form.
release--dangling = The file “{ $path }” names “{ $name }”, which does not exist.
release--encrypted = The right answers of this examination are sealed to its certifier.
release--kind = This kind of release does not hold the file “{ $path }”.

standing--no-evidence = Nothing speaks of it yet.
standing--below-half = Less than half of the answers right.
standing--needs-observation = Questions do not prove what one can do: somebody must see it.
standing--needs-assurance = The proof is the person's own word; a stronger one is needed.
standing--complete = Everything is documented.

### Attempts: delay, number, abandonment.

attempts--too-many = All the attempts allowed were made.
attempts--too-soon = The delay since the last attempt is not over.
attempts--open = An attempt is not over: it is taken up again, not begun again.
