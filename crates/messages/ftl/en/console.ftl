### The proctor's console of an exam room: read from afar, by somebody in a hurry.

title = Proctor's console
no-session = This address names no session. Open the link that your centre was given.
door-title = Sign in
door-lead = Your printed card and your PIN. Nothing is kept on this computer.
card = Letters of the card
card-hint = Seven groups of four letters and digits.
pin = PIN
pin-hint = Six to twelve digits.
enter = Enter the room
one-moment = One moment…
leave = Leave
to-content = Skip to content
settings = Reading and language
set-size = Text size
set-theme = Colours
set-auto = As on the computer
set-light = Light
set-dark = Dark
set-comfort = Comfort
set-contrast = Stronger contrast
set-spacing = Wider spacing
set-language = Language
sound-on = Bell: on
sound-off = Bell: off
lost = The server does not answer. The seats keep the answers. The console tries again.
strange = The server answered something else than what was asked.
queue = Who waits
queue-none = Nobody waits.
wall = The seats
wall-none = The room is not open yet.
whole-room = The whole room
uncertain-clock = The server's clock is not certain: the record will say so.
replace = Right: replace the question
stands = Not right: the question stands
nothing = Nothing follows
certifier = Leave to the certifier
give-time = Give time
close-panel = Put away
machines = Places that say they are there
machines-lead = Compare the code with the one on the screen of the place, then say which it is.
prepare = Say which place it is
prepare-lead = Is the code the one on the screen? Choose the place.
which-place = Place
tried = Tests done
check-in = Let in
document = Document seen
turn-away = Do not let in
reason = Reason
seat = Give a seat
other-seat = Move to another seat
free-seat = Free seat
permit = Give a start code
pause = Stop the clock
pause-kind = Why
resume = Run the clock again
minutes = Minutes
record = Record an incident
kind = What it is about
end = End the test
report = Complete their line
signed = List signed
yes = Yes
no = No: an incident says so
give-up = Do nothing
blank = Choose…
done = Done.
second = Second person
second-lead = Two people sign this. The second person types their card and PIN.
unlock = Open the content
code-one = First sealed code
code-two = Second sealed code
open-room = Open the room
open-lead = Compare with a watch. The room counts from there.
date = Date of the room
date-hint = Year, month, day.
hour = Time of the room
hour-hint = Hours and minutes, such as 08:30.
bad-date = Write a date and a time.
close-room = Close the room
close-lead = Nobody sits any more. What remains is to seal.
seal = Seal the session
seal-lead = The centre and you sign. Nothing counts after that.
sealed = The session is sealed
sealed-lead = Print this square: it proves that nothing has changed since.
print = Print
seal-label = The seal, as a square to be read by a phone
choose-first = A choice is missing.
bad-minutes = Write 1 to 120 minutes.
code-lead = To dictate or copy for the candidate. It serves once.
calls = Call
silent = Cut off
hello = { $who } · { $phase ->
    [imported] content closed
    [unlocked] content open, room closed
    [open] room open
    [closed] room over
   *[blank] session without content
}
heading = Session { $session }
question = Question { $at } of { $of }
answered = { $count ->
    [0] no answer
    [one] { $count } answer
   *[other] { $count } answers
}
ends = Ends at { $clock }
heard = Seen { $since } ago
acknowledged = Received { $since } ago
since = for { $since }
seconds = { $count } s
minutes-long = { $count } min
summary = { $running } running · { $waiting } to come · { $over } over
code = Start code: { $code }
alert = { $who } calls
calling = { $count ->
    [one] One call waits
   *[other] { $count } calls wait
}
panel = { $who }, { $seat }
root = Fingerprint: { $root }
state = { $state ->
    [expected] expected
    [turned-away] not let in
    [checked-in] let in
    [seated] at their seat
    [started] running
    [paused] clock stopped
    [over] over
   *[ended] ended by the room
}
document-kind = { $document ->
    [card] identity card
    [passport] passport
    [residence] residence permit
    [licence] driving licence
   *[other] another accepted document
}
refusal = { $why ->
    [doubt] doubt on who this is
    [no-document] no accepted document
    [not-convened] not on the list
    [late] after the latest arrival
    [absent] absent
   *[rules] refuses the rules
}
pause-why = { $pause ->
    [room] something in the room
   *[break] a break that was planned
}
end-why = { $why ->
    [left] left
    [unwell] is unwell
    [fraud] fraud, or a try at it
    [technical] the machines fail
   *[over] end of the session
}
incident = { $kind ->
    [question] a question
    [information] wrong name or adjustment
    [signature] list not signed
    [fraud] suspicion of fraud
    [device] phone or device
    [candidate] illness or behaviour
    [environment] noise, light, heat
    [technical] power, network, machine
    [staff] the staff
    [late-or-leaving] late, or leaving
    [outage] no news from the seat
    [server] the server was away
    [fork] two seats for one person
    [aside] answers out of turn
    [copy] answers to be found again
   *[other] something else
}
# $lacks (text): what was not tried
not-tried = Still to be tried: { $lacks }
# $word: a test of the place
trial = { $word ->
    [storage] memory
    [secure] encryption
    [screen] screen
    [audio] sound
   *[keyboard] keyboard
}
