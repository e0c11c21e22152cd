### The rehearsal of an exam room, as it goes, and a session replayed. Read by proctors and certifiers.

scene = { $what ->
    [imported] The order and the sealed content are here.
    [unlocked] Two people opened the content with their codes.
    [opened] The room is open: identities, places, codes to start.
    [doubt] { $whom }: a doubt on who this is, so no exam.
    [late] { $whom } comes after the latest arrival: refused.
    [cut] { $whom }: the cable is cut; the answers stay on the seat.
    [back] { $whom }: the cable is back; everything is sent, the time lost is given back.
    [phone] { $whom }: a phone was found; two people end the test, a jury will judge.
    [alert] { $whom } says that something is wrong with a question.
    [paused] { $whom }: the clock is stopped for a while.
    [resumed] { $whom }: it runs again.
    [moved] { $whom }: the machine fails; the test goes on at another place, with a new code.
    [closed] The room is closed.
    [sealed] The session is sealed by the centre and the proctor.
   *[other] { $what } { $whom }
}
result = { $candidate }: { $right } of { $of }
result-awaits = { $candidate }: { $right } of { $of }; to be marked by a person: { $awaiting }
result-unscored = { $candidate }: not scored, the right answers are sealed (`--unseal`)
kept = { $acknowledged } answers and moves acknowledged; lost or counted twice: { $missing }; kept aside for a person: { $aside }.
sealed = { $state ->
    [holds] The session replayed is the one of the seal { $root }.
   *[fails] The session does not hold; seal: { $root }
}
template = Complete { $draft } and { $candidates }, then: jalon session order.
ordered = Session { $session } ordered. Codes, for two different people: { $codes }
