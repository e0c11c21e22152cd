### Screens of the person who takes a test. Plain English: short sentences, no expert word.

# First screen, above the pictures of trades.
trade-question = Your trade?

# Place in the test, also read by screen readers.
question-of = Question { $n } of { $total }

# Follows "Question 4 of 10".
to-review = { $count ->
    [0] nothing to review
    [one] { $count } question to review
   *[other] { $count } questions to review
}

# Button: next question.
go-on = Continue

# Button, as large as "Continue".
skip = Skip

saved-here = Saved on this device

received = Received

open-elsewhere = This test is open in another window. Go on there, or close it.

not-measured = Not measured

not-safe-yet = Not safe yet

keep-copy = Keep a copy

### Around the page.

window-title = { $page } · Jalon
to-content = Go to content
my-satchel = My satchel
settings = Settings
for-pros = Proctor · Certify · Verify
what-is-jalon = What is Jalon?
one-moment = One moment…
try-again = Try again
to-home = Back to the start
back = Back
close = Close
cancel = Cancel
nothing-here = There is nothing here
nothing-here-more = The address is wrong, or what you look for is on another device.

### First screen.

trade-hint = Ten questions, five minutes. No account. Your answers stay on this device.
no-trades = The questions are not on this device yet. The first time needs a network.
resume-title = Your test is waiting
resume-state = { $trade }. { $answered } answers out of { $total }. Everything is there.
resume-test = Resume
longer-tests = Longer tests
longer-tests-of = Longer tests: { $trade }
open-file = Open a file of questions

### A test, before it starts.

test-length = { $questions ->
    [one] One question
   *[other] { $questions } questions
}, about { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}
have-already = I already have a result that counts
have-already-skips = You then do not take:
have-already-day = Date of that result
have-already-months = Counts for { $months } months.
have-already-left = { $count ->
    [one] { $count } part is left for you.
   *[other] { $count } parts are left for you.
}
exempt-title = What you do not take
exempt-why = You said: "{ $from }", on { DATE($day) }.
dispensation--unknown = This trade knows no such exemption.
dispensation--not-yet = This date is still to come.
dispensation--too-old = This date is too old. You take every part.
dispensation--no-part = That exempts you from no part of this test.
start-test = Start
tests-of = Choose a test
who-made-this = Who made these questions?
signed-by = Questions signed by { $name }, recognised here.
signed-unchecked = We could not check who signed these questions. Load the page again.
signed-by-a-stranger = Questions from a stranger
file-says = Name written in the file: { $name }.
signed-by-nobody = These questions are not signed. Nobody says that they checked them.
signed-wrong = The signature of these questions is wrong. Do not rely on them.
signed-unknown = Questions signed by a stranger. Check with whoever gave them to you.
getting-questions = The questions are on their way…
release-bad = This file of questions is damaged. Nothing was kept.
part-missing = This page is not on this device yet. The first time needs a network. If it still does not come with a network, close every page of Jalon, then open it again.
language-missing = This language is not on this device yet. The first time needs a network.
release-missing = The questions of this test are no longer on this device. Getting them back needs a network.
cannot-draw = This test needs more questions than this file has. Choose another one.
build-changed = The application has changed since this test began. Your answers are there, you can go on.

### Question.

progress = Question { $n } of { $total }, { $state }
choose-up-to = Choose up to { $max } answers.
too-many-chosen = That is one answer too many. Take one away first.
your-answer = Your answer
at-most-characters = { $max } characters at most.
number-hint = Write a number, for example 12.5.
not-a-number = That is not a number. Write 12 or 12.5, for example.
too-many-decimals = { $decimals ->
    [0] Write a number without decimals.
    [one] One decimal at most.
   *[other] { $decimals } decimals at most.
}
too-long = It is too long. Shorten your answer.
read-text = The text to read
take-back = Clear
to-flag = See again
flagged = To see again, noted
previous-question = Previous
listen = Listen
stop-listening = Stop reading
sound-play = Play the sound
sound-again = Play it again
sound-hold = Stop the sound
sound-go-on = Play the rest
sound-plays = { $most ->
    [one] You can play it only once.
   *[other] You can play it { $most } times.
}
sound-left = { $left ->
    [0] You cannot play it any more.
    [one] You can play it once more.
   *[other] You can play it { $left } more times.
}
sound-freely = You can play it as often as you like.
sound-first = Listen first: then you answer.
sound-words = Read the sound in words
sound-broken = This device cannot play the sound. Read it in words.
upload-choose = Choose the file
upload-other = Choose another file
upload-photo = a photo
upload-recording = a sound
upload-document = a PDF
upload-takes = To give: { $sorts }. { $most } MB at most.
upload-bare = The place and the date are taken out of the photo or the sound. The file stays on this device.
upload-kept = Your file is kept: { $kilobytes } KB.
upload-reading = Reading the file…
upload-wrong-kind = This file is not of the right kind.
upload-too-large = This file is too large.
upload-broken = This file is damaged or does not fit. Try another.
upload-unread = The file cannot be opened. Try again.
upload-your-photo = Your photo
upload-your-sound = Your recording
upload-lost = The file is not on this device.
pause = Pause
saving = Saving…
not-saved = Not saved yet
not-saved-more = Your answer is kept in this page only. Do not close it.
choose-or-skip = Choose an answer, or skip.
to-review-all = My answers
time-left = { $minutes ->
    [0] Less than a minute.
    [one] { $minutes } minute left.
   *[other] { $minutes } minutes left.
} { $unanswered ->
    [0] Everything is answered.
    [one] { $unanswered } question without an answer.
   *[other] { $unanswered } questions without an answer.
}
hide-time = Hide the time
show-time = Show the time
time-over = Time is over. Your answers are kept.

### Pause.

paused = Paused
paused-more = The clock is stopped. Take your time.
away-more = You can close this page. Everything will be there when you come back.
go-on-test = Go on with the test
stop-here = Stop and see my result
stop-here-title = Stop now?
stop-here-more = You answered { $answered } questions out of { $total }. The result will be less precise.
yes-stop = Yes, stop
later = Finish later

### Parts.

parts-title = The parts of the test
part-todo = To do
part-done = Done
part-timed-out = Time over
part-length = { $questions } questions, { $minutes } minutes
part-length-free = { $questions } questions, no time limit
part-length-of-test = { $questions } questions, within the time of the test
in-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
in-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
limit-test = The whole test: { $span } at most.
limit-sections = Some groups of questions have a time of their own.
limit-each = Each question: { $span } at most.
limit-some = Some questions: { $span } at most.
limit-between = Some questions have a time of their own: from { $short } to { $long }.
limit-least = A least time is asked before you go on or hand in.
begin-part = Begin this part
parts-apart = You can take the parts over several days. The result will say so.
indicative = What this part holds is indicative.
end-test-now = End the test and see my result

### Reading again before handing in.

review-title = Your answers
review-all-answered = You answered everything. Read it again, then hand in your test.
review-missing = { $count ->
    [one] { $count } question has no answer. You can still go back to it.
   *[other] { $count } questions have no answer. You can still go back to them.
}
answered = Answered
unanswered = No answer
hand-in = Hand in my test
question-number = Question { $n }

### Result.

result-title = Your result
result-sentence = { $right ->
    [0] No right answer out of { $total }.
    [one] One right answer out of { $total }.
   *[other] { $right } right answers out of { $total }.
}
result-stopped = You stopped before the end. So this result is very wide.
result-few = With so few questions, this result stays wide.
result-apart = The parts were taken over several days.
result-not-calibrated = These questions have not been tuned on real answers yet. The result counts your answers, no more.
reached = Threshold reached, as a rehearsal
reached-more = This is training. Only a real exam decides.
not-reached = Threshold not reached yet
band-words = { $name }: { $right } right out of { $scored }. With many questions, probably between { $low } and { $high } out of 100.
band-from = nothing right
band-to = all right
band-reading = Probably between { $low } and { $high } out of 100.
k-of-n = { $right } out of { $scored }
too-few = Not measured: { $scored } questions, it takes { $minimum }.
by-subject = By subject
the-numbers = The numbers
table-subject = Subject
table-right = Right
table-between = Between
points-of-parts = Points of each part
points-of = { $earned } points out of { $possible }
points-self = of which { $points } you gave yourself
part-not-sat = Not sat
points-awaiting = For you to mark
below-floor = Below the minimum mark
mean-words = Mean: { DECIMAL($mean) } out of 20. It takes { DECIMAL($pass) }.
advice-title = A piece of advice
advice-work-on = Begin with “{ $name }”: { $right } out of { $scored }, your lowest subject.
advice-measure-more = Take a longer test: ten questions are not enough to measure a subject.
advice-go-further = Everything measured is right. Try a longer test.
answers-title = What was right, and why
right = Right
wrong = Wrong
the-right-answer = The right answer
your-choice = your choice
why = Why
right-answer-is = The right answer: { $answer }
you-answered = You answered: { $answer }
not-seen = Not seen
read-source = Where to read it
read-on = , read on { DATE($day) }
show-all-answers = See the { $total } questions

### Marking one's own written answers.

self-mark-title = Mark your written answers
self-mark-more = Compare with the guide. Tick what you had written.
self-mark-guide = What had to be said
element-points = { $points } pt
self-mark-done = Marked
mark-altered = One of your marks was changed. It does not count. Mark again.
self-mark-later = Mark later

### Attestation.

attestation = Self-assessment attestation
by-me = By me
get-attestation = Keep my attestation
attestation-more = You sign it yourself, with a key of this device. It is not a diploma.
attestation-none = Too few questions for an attestation. Take a longer test.
attestation-kept = Attestation kept in your satchel
made-on = Made on { DATE($day) }
see-attestation = See my attestation
attestation-proves = It shows that you answered this test, alone, on your device.
attestation-does-not = It does not say who you are, and nobody watched.
share = Send
print = Print
save-file = Download the file
save-picture = Download the picture
picture-is-not-proof = The picture proves nothing alone. Send the file too.
shared = Sent
downloaded = It is in your downloads
share-refused = This browser does not want to send the file. Try printing it.
remove = Delete
remove-title = Delete this attestation?
remove-more = It goes from this device. Copies already sent stay valid.
how-to-check = To check it: drop the file on the “Verify” page of Jalon.
fingerprint = Fingerprint of the file
do-another = Take another test

### Satchel.

satchel-empty = Your satchel is empty. An attestation comes here after each test.
satchel-tests = My tests
satchel-proofs = My attestations
satchel-blocks = Where I stand
in-progress = In progress
finished = Finished
block-yes = Yes
block-partly = In part
block-not-yet = Not yet
block-self-only = An attestation made alone never counts for more than “in part”.
block-accepts = To count in full, it takes: { $name }.
assurance-self = alone
assurance-remote = online
assurance-observed = observed at work
assurance-proctored = in a proctored room
only-jury = Only a jury decides. This helps it read your file.
missing-what = What is missing
safe-now = Safe
keep-copy-more = One file with everything: proofs, tests, key. It opens without a password. Give it to nobody.
copy-kept = Copy kept in your downloads
recovery-sheet = My recovery sheet
delete-all = Delete everything
delete-all-title = Delete everything from this device?
delete-all-more = Tests, attestations and key go away. This cannot be undone.
yes-delete-all = Yes, delete everything
all-deleted-more = Nothing is left on this device. To come back, you need the network.
all-deleted = Everything is deleted
restore = Get my things back
restore-from-copy = From a copy
restore-from-words = With the twelve words
restore-choose = Choose the file
restore-done = Everything is back
restore-bad = This file is not a copy of a satchel. Nothing has changed.
restored-count = { $count ->
    [0] No attestation in this file.
    [one] { $count } attestation is back.
   *[other] { $count } attestations are back.
}
words-hint = In order, with spaces between. Accents do not matter.
words-restored = Your key is back. Your next attestations will have the same one.
words-bad = These words do not go together. Check them on your sheet.
word-unknown = “{ $word }” is not one of our words. Perhaps: { $near }?
word-unknown-alone = “{ $word }” is not one of our words.
words-count = It takes twelve words. There are { $count }.

### Recovery sheet.

refuge-none = You have no key yet. It is made with the first attestation.
refuge-more = These twelve words are your key. Write them down or print them. Show them to nobody.
refuge-show = Show the words
refuge-noted = Noted
refuge-qr = The same words, to be read with a phone.

### Device.

inside-app-title = You are inside another application
inside-app-named = The window of { $app } may forget everything. Open this page in your browser.
inside-app = This window may forget everything. Open this page in your browser.
open-outside = Open in my browser
copy-address = Copy the address
address-copied = Address copied
private-title = Private window
private-more = Everything will be forgotten when it closes. Keep a copy before you leave.
storage--refused = This browser keeps nothing here. Everything will be forgotten when the page closes.
storage--private = This private window keeps nothing. Everything will be forgotten when it closes.
storage--full = There is no room left on this device. Free some, then try again.
storage--taken = This test was continued elsewhere. Load the page again.
storage--closed = The store was closed by another window. Load the page again.
storage--failed = The device could not save. Try again.
no-network = No network. It does not matter: everything works without.
fetch-failed = The network does not answer. Nothing is lost.

### Settings.

set-language = Language
set-size = Text size
set-theme = Colours
set-theme-auto = Like the device
set-theme-light = Light
set-theme-dark = Dark
set-comfort = Comfort
set-contrast = Strong contrast
set-spacing = Wide spacing
set-aloud = Read aloud
set-aloud-missing = This device has no voice in this language. We do not use online voices.
set-clockless = Hide the time

### About.

about-one = Jalon helps you show what you know, and have it recognised.
about-two = You take a test here, without an account, even without a network. Nothing leaves this device.
about-three = You keep a proof that anyone can check, without asking us.
about-not-official = Jalon is not linked to any public service.
about-access-title = For everyone
about-access = Keyboard, screen reader, larger text, strong colours: all provided for. Not audited yet.
about-privacy-title = Your data
about-privacy = It stays on this device. You can delete everything in two taps.
about-install-title = Keep Jalon at hand
about-install = In the browser's menu, choose “Add to home screen”.
about-storage-kept = The browser has promised to keep your things.
about-storage-maybe = The browser may clear your things when room is short. Keep a copy.

### For professionals.

pros-title = Proctor · Certify · Verify
pros-verify = Verify an attestation or a certificate
pros-verify-more = No account and no network: drop the file.
pros-certify = Write and publish tests
pros-certify-more = For now, with the “jalon” command line.
pros-proctor = Proctor a room
pros-proctor-more = Not ready yet.

car-picture = Drawing of a car
home-picture = Drawing of a house and a hand
other-picture = Drawing of a path

attempt-broken = This test was damaged on this device. It cannot be taken up again.
self-mark-left = { $count ->
    [one] { $count } answer to mark.
   *[other] { $count } answers to mark.
}
self-mark-example = A complete example
self-mark-nothing = What earns nothing:
settings-of-proof = Verify or delete
proof-unreadable = A proof that can no longer be read
k-answered = { $answered } answers out of { $total }

### Why something cannot be done, and why a block is not complete.

not-now = This cannot be done at this point of the test.
no-way-back = In this part there is no going back.
attempt--too-early = It is too early. Stay a little longer, then go on.
item-time-over = The time for this question is over. Your answer is kept. Go on.
item-time-over-empty = The time for this question is over. Go on.
reason-no-evidence = Nothing speaks of it yet.
reason-below-half = Less than half of the answers were right.
reason-needs-observation = Questions are not enough to prove a skill. Somebody must see you at work.
reason-needs-assurance = This is your own word. It takes a stronger proof.
reason-complete = Everything is there.

### Test whose questions follow the answers.

question-alone = Question { $n }
placed-sentence = You answered { $n ->
    [one] one question
   *[other] { $n } questions
} chosen for you.
placed-how = Each question depended on your answers. So the number of right answers says nothing.
placed-provisional = These questions have not been tuned on real answers yet. This is an idea, not a mark.
placed-simulated = This is an invented example. This result says nothing about you.
placed-maybe = Perhaps rather: { $other }.
placed-sure = Your answers clearly point this way.
placed-words = { $name }: { $band }.
placed-low = to learn
placed-high = well known
placed-numbers = { DECIMAL($theta) }, give or take { DECIMAL($error) }
placed-no-attestation = This test helps you see where you stand. It gives no attestation.
placed-advice = Start with “{ $name }”: { $band }.
placed-advice-one = Practise “{ $name }”, then take this test again.
placed-further = You are at the top everywhere. Try a mock examination.
placed-place = Place and margin
why-title = Why these questions
why-question = Question { $n }: the most useful among { $open }. Before it: { DECIMAL($theta) }, give or take { DECIMAL($error) }.
why-held = { $held ->
    [one] Another one tells more, but each subject must be seen.
   *[other] { $held } others tell more, but each subject must be seen.
}
why-question-drawn = Question { $n }: drawn by lot among the most useful of { $open }. Before it: { DECIMAL($theta) }, give or take { DECIMAL($error) }.
why-turned = { $n ->
    [one] One question that is asked too often was left out.
   *[other] { $n } questions that are asked too often were left out.
}
### The end of a test whose questions follow the answers.

ended-early = This test stopped earlier than planned
ended-unproven = The device could not choose the next question. It is nothing that you did.
ended-exhausted = There was no suitable question left. It is nothing that you did.
ended-early-more = What is said here comes from your answers so far. You can begin again.
end-length = End: all the questions planned were asked.
end-error = End: your place was sure enough.
end-clear = End: you were clearly on one side of the limit.
end-ratio = End: your answers were enough to decide.
end-curtailment = End: more questions would almost surely not have changed the decision.
end-information = End: the questions left had almost nothing more to tell.
end-plateau = End: more questions hardly made your place any surer.
end-exhausted = End: no question was suitable any more.
end-unproven = End: the device could not choose the next question.
# $theta (decimal): place after the last answer
# $error (decimal): margin
end-place = Your place is then { DECIMAL($theta) }, give or take { DECIMAL($error) }.

decided-clear = Your answers clearly point this way.
decided-close = It is very close to the limit. Another try could say the opposite.
decided-limit = The limit
decided-place = Your place
decided-chance = Chance of being above the limit
decided-chance-of = { $chance } in 100
decided-chance-least = less than 1 in 100
decided-chance-most = more than 99 in 100
decided-ratio = Weight of the answers, for or against
decided-table = What decides
stated-title = Errors of this test
stated-people = { $people } simulated people
stated-below = Wrongly passed
stated-above = Wrongly failed
stated-of = { DECIMAL($share) } in 100
stated-length = Questions on average
stated-errors = Of 100 simulated people, about { $wrong } would be placed on the wrong side.
test-length-most = { $questions } questions at most, about { $minutes } minutes

choose-in-list = Choose…
order-hint = Change the order with the arrows.
keep-order = Keep this order
move-up = Move up: { $what }
move-down = Move down: { $what }
now-at = { $what }: place { $n } of { $total }
goes-with = { $what } goes with
gap-number = Place { $n }
unit-of-answer = Unit
not-set-yet = Not set yet
one-less = One step less
one-more = One step more
hot-hint = Touch the word that you choose.
ladder-steps = { $acquired ->
    [0] no step of { $steps }
    [one] 1 step of { $steps }
   *[other] { $acquired } steps of { $steps }
}
ladder-how = A right answer counts for the easier steps too.
needs-title = How you take tests
needs-lead = Some questions do not suit everybody. Say so, and you get others.
needs-question = I take tests
need-screen-reader = with a screen reader
need-deaf = without hearing
need-colour-blind = without telling some colours apart
need-phone = on a phone
needs-where = This stays on this device, with your answers.
again-never = You have already taken this test as often as allowed.
again-open = You have already begun this test. Finish it first.
again-in = { $hours ->
    [one] You can take this test again in one hour.
   *[other] You can take this test again in { $hours } hours.
}
again-from = You can take this test again from { DATE($day) } on.
other-says = The other person says:
you-say = You say:
choose-reply = What do you reply?
dialogue-over = The conversation is over.
calculator = Calculator
calculator-sum = Your sum
divides-by-zero = Nothing can be divided by zero.
too-large-a-sum = This sum is too large.
tools-title = Tools
tool-notes = My notes
notes-label = Your notes for this test
notes-hint = Nobody reads them. They are erased at the end of the test.
tool-highlighter = Highlight
highlighter-hint = Touch a line to highlight it in the question.
tool-eliminator = Strike answers out
eliminator-hint = Strike out those that you rule out. You can still choose them.
rule-out = Strike out { $letter }
tool-line-reader = Reading strip
line-reader-show = Show the strip
line-reader-at = Move the strip up and down.
tool-magnifier = Magnifier
magnifier-at = Size of pictures and tables
key-divide = divided by
key-times = times
key-minus = minus
key-plus = plus
key-open = opening bracket
key-close = closing bracket
key-comma = decimal comma
key-back = Remove the last sign
key-clear = Clear the sum
touch-area = Touch an area of the picture, or choose it in the list.
touch-point = Touch the picture, or move the two lines.
touch-place = Touch the picture to put each thing there, or move its two lines.
from-left = From left to right
from-top = From top to bottom
hundredths = { $share } %
point-number = Point { $n }
point-at = { $across } % from the left, { $down } % from the top
add-point = One more point
remove-point = Remove the last point
take-off = Take off “{ $thing }”

code-label = Code to scan: it holds the whole attestation.
code-of = Code { $number } of { $count }
code-scan = Scan this code with a telephone: the page that verifies opens.
code-scan-all = Scan these { $count } codes with a telephone, in any order.

certificate = Certificate
certified-by = Issued by { $name }
certified-by-unknown = Issued by an organisation that this device does not know
certified-on = Issued on { DATE($day) }
certified-until = valid until { DATE($day) }
certified-taken = Test taken { $how }, on { $day }.
certificate-name = Your name is not written here. Only you can show it, to whoever asks.

present-title = Show it to somebody
present-more = That person gives you two texts, on their “Verify” page. The file made here serves for them alone, five minutes.
present-domain = For whom
present-challenge = Text received
present-go = Make the file
present-refused = A text is missing, or this certificate is not yours.
