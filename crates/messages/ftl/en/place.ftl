### A place of the room: what somebody reads who sits an examination. Short sentences, plain words.

title = Examination place
one-moment = One moment…
wait-title = One moment…
wait-lead = What comes next is on its way.
no-place = This place cannot be used
elsewhere = This place is open in another page already. Close this page.
no-storage = This browser keeps nothing, or cannot sign. Take another place.
broken = What this place kept is damaged. Call the proctor.
ready-title = Prepare this place
ready-lead = Do the tests. The proctor compares this code with the one on the console.
passed = well
to-try = to be tried
try-storage = Memory of the place
try-secure = Encrypted connection
try-screen = Size of the screen
try-audio = Sound
try-keyboard = Keyboard
small-screen = The window is too small. Make it larger, then load the page again.
insecure = The connection is not encrypted. This place cannot be used.
play-sound = Play a sound
heard-it = I heard the sound
not-heard = In fact, I hear nothing
all-tried = All tests went well. The proctor says which place this is.
some-left = Some tests are left.
code = Your start code
code-hint = The proctor gives it to you: ten letters and digits.
code-other = This code does not work here. Read it again, or call the proctor.
start = Start
practice = Practice question
practice-question = To try, choose answer B.
practice-a = The first answer
practice-b = The second answer
practice-c = The third answer
practice-done = This is how one answers. This question does not count.
practice-other = Try again: touch answer B.
practice-help = During the test, the button “Call the proctor” is always at the top.
begin-lead = Take the time to read. Everything you answer is kept.
begin = Begin this part
stands-title = Your clock is stopped
stands-lead = Wait for the proctor. Your answers are kept.
kept-here = Kept at this place, on its way
received = Received by the room
cut-off = No network: your answers are kept at this place. Go on.
cut-received = No network. Everything you answered is received already.
not-kept = This place could not keep your answer
not-kept-more = Call the proctor, then answer again.
refused = This is not possible now.
call = Call the proctor
call-lead = The proctor comes to you. This question waits for their answer; the others stay open.
call-now = Call
matter-label = What is wrong
matter-blank = Choose…
cancel = Cancel
called = The proctor is called
called-lead = They are coming. This question waits for their answer.
time-over = The time is over. Your answers are on their way.
your-answer = Your answer
not-a-number = Write a number.
unknown-question = This place cannot show this question. Call the proctor.
previous = Previous question
next = Next question
finish = Finish
flag = See again
flagged = to see again
see-all = See all questions
answered = answered
unanswered = not answered
back-to-question = Back to the questions
review-title = Your questions
hand-in = Hand in
hand-in-title = Hand in this part?
over-title = It is over
all-received = All your answers are received.
still-sending = Your answers are kept here and on their way. Do not close this page.
receipt-title = Your receipt
receipt-lead = Copy this code. It proves that your answers were received.
leave-it = You may leave your place.
emptied = The session is sealed. This place keeps nothing of it.
stopped-title = This place has stopped
stopped-help = Nothing is lost. Call the proctor.
# $words (text): what is to be typed
type-this = Type: { $words }
# $place (text): the name of the place
place-of = Place { $place }
# $count (number): how many at most
choose-up-to = { $count ->
    [one] Choose one answer.
   *[other] Choose up to { $count } answers.
}
# $at (number): the question one is at
# $of (number): how many in all
question-of = Question { $at } of { $of }
# $at (number): the question
question-alone = Question { $at }
# $clock (text): minutes and seconds
left = { $clock } left
# $minutes (number): how long before adjustments
lasts = { $minutes ->
    [one] This part lasts { $minutes } minute, plus your adjustments.
   *[other] This part lasts { $minutes } minutes, plus your adjustments.
}
# $title (text): the title of the text
read-text = Read the text: { $title }
# $count (number): questions without an answer
hand-in-lead = { $count ->
    [0] You have answered everything. Nothing can be changed afterwards.
    [one] { $count } question has no answer. Nothing can be changed afterwards.
   *[other] { $count } questions have no answer. Nothing can be changed afterwards.
}
# $hours (number): hours after the end
results = { $hours ->
    [0] Your centre will tell you when the results are ready.
    [one] Results are not given before { $hours } hour has passed.
   *[other] Results are not given before { $hours } hours have passed.
}
# $matter: what is wrong
matter = { $matter ->
    [content] The question is wrong or not clear
    [display] The screen does not show it well
    [image] The picture does not appear
    [sound] The sound cannot be heard
    [document] The document does not open
    [accessibility] I cannot answer with the means that I have
   *[other] Something else
}
# $code: why the place has stopped
why = { $code ->
    [attempt-fenced] You go on at another place.
    [receipt-fork] Two pages wrote in the same place.
    [desk-forked] Two servers answered differently.
    [room-sealed] The session is over.
    [attempt-closed] This test is over.
   *[other] This place cannot go on.
}
