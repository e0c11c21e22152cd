check-summary = { $items } questions, { $protocols } protocols; { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings } to look at.
released = Release of { $items } questions, { $bytes } bytes.
    Digest: { $id }
    Signed by: { $signer }
released-sealed = Right answers sealed to: { $recipients }
replayed = The journal holds: { $events } events, { $answered } answers.
taken = { $answered } answers to { $items } questions.
key-lost = Lost is lost: without this file, or without its passphrase, nobody can bring the key back. Keep a copy elsewhere.
key-made = Key made. Identity: { $did }
    Others seal files to: { $opens }
key-on-paper = Sheet written: { $file }. Print it, keep it elsewhere. Without the passphrase it opens nothing.

key-from-paper = Key read back: { $file }. It opens with its passphrase, and signs as { $did }.
key-card-title = Proctor's card
key-card-pin = The PIN is not on the card.
key-card-lost = Lost: tell the certifier.
key-card-made = Card written: { $file }. Print it, then erase the file. Identity: { $did }

key-sheet-title = A key of Jalon, sealed

key-sheet-what =
    This sheet holds a key that signs. Without its passphrase it opens nothing.
    Keep it away from the computer that signs, and the passphrase away from the sheet.

key-sheet-back =
    To take it back: a photograph or a scan of the code, then
    jalon key read photo.png -o certifier.key
    Or type the text above into a file, and give that file.

key-shown = Identity: { $did }
    Others seal files to: { $opens }
claim-not-measured = { $name }: not measured ({ $right } of { $scored }; { $minimum } questions are needed).
claim-measured = { $name }: { $right } of { $scored } (between { $low } and { $high }% with 95 chances in 100).
part-points = { $part }: { DECIMAL($earned) } points of { DECIMAL($possible) }
part-own = , of which { DECIMAL($own) } marked by the person
part-awaiting = , { DECIMAL($awaiting) } await a mark
parts-exempt = Parts exempted: { $parts } (equivalence { $equivalence }, result declared of { DATE($day) }).
claim-on-ladder = { $open ->
    [0] { $name }: { $acquired } steps of { $steps }, in { $asked } questions.
   *[other] { $name }: { $acquired } steps of { $steps }, in { $asked } questions; { $open } are still open.
}
stands = The result that stands is that of attempt { $place } of { $of }: { $keep ->
    [best] the highest
   *[last] the last
}.
stands-none = None of these results counts.
tried = { $items } questions; about { $minutes } minutes, { $said } announced.
tried-skill = At { $skill } right answers of 100: { $passed } pass of { $decided } decided ({ $people } people).
tried-short = { $need }: the section “{ $section }” has only { $count } usable questions for { $wanted }.
no-decision = No decision: the protocol takes none.
decision-awaits = No decision yet: responses await a mark (“jalon mark”).
decision = { $reached ->
    [true] Threshold reached
   *[false] Threshold not reached
}. { $why }
marked = { $marks ->
    [one] { $marks } mark signed
   *[other] { $marks } marks signed
}; { $left ->
    [0] nothing awaits one any more.
    [one] { $left } answer still awaits one.
   *[other] { $left } answers still await one.
}
awaiting = { $count ->
    [0] No answer awaits a mark.
    [one] { $count } answer awaits a mark.
   *[other] { $count } answers await a mark.
}
certified = “{ $name }” written to { $file }.
verdict = { $outcome ->
    [valid] Verified
    [indeterminate] Nothing is wrong, but not everything could be checked
   *[invalid] Refused
}; { $trusted ->
    [yes] the issuer is known.
    [self] issued by the person themself.
    [no] issued by somebody who may not.
   *[unknown] the issuer is unknown.
}
standing = { $name }: { $degree ->
    [yes] yes
    [partly] partly
   *[not-yet] not yet
}. { $reason }
not-counted = { $certificate } does not count: it is not valid, or is of another family.
passphrase = Passphrase:
passphrase-again = Once more:
coded = { $codes ->
    [one] One code
   *[other] { $codes } codes
}, version { $version }; the certificate takes { $bytes } bytes.
decoded = Certificate written to { $file }.
issued = { $issued } certificates issued, { $before } were already, { $refused } refused.
recorded = Recorded in the register: { $id }. Now publish the list with “jalon status”.
listed = List of { $set } documents out of force, to be published at { $url }
presented = { $count } certificates presented to { $domain }.
presentation = { $outcome ->
    [valid] Presentation verified
    [indeterminate] Nothing is wrong, but not everything could be verified
   *[invalid] Presentation refused
}
trust-written = Written to { $file }.
card = { $name }, { $did }
    Fingerprint to compare aloud: { $fingerprint }

claim-placed = { $name }: { $band } ({ DECIMAL($theta) } ± { DECIMAL($error) }, { $scored } items, { $origin ->
    [declared] declared parameters, not calibrated
    [simulated] simulated parameters
   *[calibrated] calibrated parameters
}).

simulated = { $people } simulated people: { DECIMAL($length) } items on average, from { $least } to { $most }.
simulated-section = Section { $section }: { DECIMAL($length) } items; usual distance to the truth { DECIMAL($error) }; { $coverage } intervals of 100 contain the truth.
simulated-exposure = { $unused } items of { $items } never asked; the most asked goes to { $highest } people of 100; bank exhausted for { $exhausted } people of 100.
simulated-ladder = Ladder { $section }: { DECIMAL($asked) } items for { $steps } steps; { DECIMAL($exact) } people of 100 on their step; mean distance { DECIMAL($away) } of a step.
simulated-decision = Of 100 people, about { DECIMAL($wrong) } on the wrong side: { DECIMAL($passed) } wrongly passed, { DECIMAL($failed) } wrongly failed.
simulated-again = Two sittings give the same decision to { DECIMAL($same) } people of 100.

compared = { $genre ->
    [outcome] the outcome given here is the one that the certificate cites.
    [attempt-seal] the journal given here is the one that the certificate cites.
    [release] the release given here is the one that the certificate cites.
    [session] the session record given here is the one that the certificate cites.
    [replaces] the certificate replaced is the one cited.
   *[other] the piece given here is the one that the certificate cites.
}
habilitation = “{ $name }”, from { $issuer } to { $subject }, until { $until }.
granted = { $right ->
    [examine] Hold the exam
    [certify] Certify
    [let-examine] Let others hold the exam
   *[let-certify] Let others certify
}: { $about }
extended = { $others ->
    [0] { $added } certificates added; the tree has { $size }.
   *[other] { $added } certificates added; the tree has { $size }. Left out, being no certificates: { $others }.
}
checkpoint = Checkpoint of { $size } certificates written to { $file }. Have others keep it: they are the ones who would see an addition under an earlier date.
checked = The proof holds, in the tree { $origin } of { $size } certificates.
let-to = { $right ->
    [examine] entitled to hold the exam
    [certify] entitled to certify
    [let-examine] may let others hold the exam
   *[let-certify] may let others certify
} until { $until }
not-shown = habilitation not shown
session = Record of the session, cited by the certificate
certificate-of = Certificate “{ $name }”
simulated-passed = { DECIMAL($passed) } people of 100 pass.
simulated-overlap = Two people have { $overlap } items of 100 in common.
simulated-waived = Exposure control gave way { $n } times: without that the plan of the test could not have been met.
simulated-no-limit = No part has a time limit.
simulated-time = For those who need { $factor } of the time: { DECIMAL($late) } people of 100 run out with this accommodation, { DECIMAL($without) } without.
simulated-responses = Answers of { $people } simulated people to { $items } items.
simulated-search = Searched in { $rounds } rounds (Sympson and Hetter). To put into “adaptive” of the section:
simulated-holds = Section { $section }: the most asked item goes to { DECIMAL($highest) } people of 100.
simulated-holds-not = Section { $section }: the rate is not kept, the most asked item goes to { DECIMAL($highest) } people of 100. The bank is too small for it.
simulated-plots = { $n } plots written.
plot-length = Length of the tests
plot-length-more = For each number of items, how many people had a test of that length.
plot-items = Items
plot-people = People
plot-exposure = Share of people to whom each item is given
plot-exposure-more = Items from the most given to the least given. A line that falls fast says that few items are of use.
plot-rank = Items, from the most given to the least given
plot-share = Share of people
plot-error = Error by place: { $section }
plot-error-more = Along the scale: the usual distance between place found and true place, the error stated, and the bias. The first two lines should go together, the third stay at zero.
plot-rmse = usual distance
plot-stated = error stated
plot-bias = bias
plot-true = True place, in logits
plot-found = Place found, in logits
plot-logits = Logits
plot-places = Places found and true places: { $section }
plot-places-more = One point for each person. The nearer the points are to the diagonal, the truer the test.
plot-equal = found = true
plot-map = People and items on one scale: { $section }
plot-map-more = On the left, how many people at each height; on the right, the items at the height of their difficulty.
plot-passed = Who passes, by place
plot-passed-more = Along the scale, the share of people who pass. A perfect test would go from zero to one at the cut.
plot-cut = cut
decision-chance = Chance of being above the limit: { $chance } in 100.
decision-stated = Of 100 people, this test puts about { DECIMAL($wrong) } on the wrong side: { DECIMAL($passed) } wrongly passed, { DECIMAL($failed) } wrongly failed ({ $people } simulated people).
stopped = Stopped: nothing was written.
stopped-after = Stopped. What was already written is whole.
