### The papers of a session: what a centre prints before, fills in during, keeps after. Read by proctors; filled in by hand.

title = Papers of the session { $session }
written = { $pages } papers to print: { $file }
when = { $day }, from { $from } to { $until }, by the room's clock
about = Certification
protocol = Test
blank-name = Name
time = Time
candidate = Candidate
seat = Seat
roll = Roll call
roll-lead = One line for each person expected. The name is written by hand. The number of the document is never written. Nobody comes in after { $late }.
document-seen = Document seen
signs-in = Signs in
signs-out = Signs out
documents = Documents: { $kinds }.
kit = The proctor's sheet
kit-lead = This sheet stays with you: it says what is adjusted for each person. Do not leave it on a table.
hours = The hours
opens = Opening: { $clock }
late = Last arrival: { $clock }
closes = End at the latest: { $clock }
results = { $hours ->
    [0] Results: as soon as marked
    [one] Results: not before { $hours } hour
   *[other] Results: not before { $hours } hours
}
staff = Who works at the session
person = Session name
duties = May
by-card = card and PIN
may = { $what ->
    [watch] see the room
    [unlock] open the content
    [run] open and close the room
    [prepare] prepare the seats
    [check-in] check identities
    [seat] give seats and codes
    [assist] stop clocks, settle calls
    [report] record and decide incidents
    [end] end a test
    [second] sign as the second person
   *[seal] seal
}
codes = The two sealed codes
codes-lead = Two different people, each with one envelope. They open it in the room, not before.
code-one = First code, given to
code-two = Second code, given to
adjusted = Adjustments
adjusted-none = Nobody has any.
adjustment = Adjustment
factor = time × { $factor }
more-minutes = { $minutes ->
    [one] { $minutes } more minute
   *[other] { $minutes } more minutes
}
untimed = no time limit
breaks = { $breaks ->
    [one] { $breaks } break of { $minutes } min
   *[other] { $breaks } breaks of { $minutes } min
}
support = { $support ->
    [read-aloud] questions read aloud
    [large-text] larger text
    [theme] other colours
    [simple] simpler screen
    [glossary] glossary
    [sign-language] sign language
    [alternative-items] questions in another form
    [helper] somebody helps: name them
   *[assistive-technology] their own tools
}
rules = The rules of the room
rule-silence = A seat without news for { $seconds } s is pointed out.
rule-outage = The time of a cut is given back, up to { $minutes } min for each person, without you.
rule-alone = Alone, you give up to { $minutes } min. Beyond that, it takes two people.
rule-pause = After a pause of more than { $minutes } min, the pages already seen are closed.
rule-phones = Telephones, watches and earphones stay switched off, away from the tables.
steps = How it goes
step-test = Switch on the seats. Try the screen, the sound and the keyboard of each.
step-codes = Two people open the content with the two codes.
step-open = Compare the time on the screen with a watch, then open the room.
step-identity = Check everybody's document. A doubt: no test, and an incident recorded.
step-sign = Let them sign, give a seat and a start code.
step-watch = Look at the console: whoever calls comes before everything else.
step-incident = Record each incident at once, at the console or on the form.
step-report = On the way out, let them sign, then complete their line.
step-close = Close the room, seal, print the square, stick it on the minutes.
console = The console
incident = Incident form
incident-lead = One form for each incident. Write what you saw, not what you think.
incident-kind = What it is about
question-number = Question no.
what-happened = What happened
what-done = What was done
done-nothing = nothing
done-time = time given back, in minutes:
done-replaced = question replaced
done-ended = test ended
done-certifier = left to the certifier
author = Who writes
second = Second person
minutes = Minutes of the session
minutes-lead = To fill in when the room is closed. Keep them with the roll call.
opened-at = Room opened at
closed-at = Room closed at
enrolled = People enrolled: { $count }
present = Sat the test
finished = Finished
ended-early = Tests ended by the room
not-in = Were not let in
incidents = Incidents recorded
remarks = Remarks
seal-here = Stick the square of the seal here, printed by the console.
retention = How long to keep
keep-record = { $days ->
    [one] Journals and papers: { $days } day
   *[other] Journals and papers: { $days } days
}
keep-names = { $days ->
    [0] List of names: destroyed with the seal
    [one] List of names: { $days } day
   *[other] List of names: { $days } days
}
keep-recordings = { $days ->
    [0] Pictures and sound: nothing is kept
    [one] Pictures and sound: { $days } day
   *[other] Pictures and sound: { $days } days
}
proctor = Proctor
manager = Head of the centre
dead = When the room's server stops
dead-lead = Fill in the frame before the session. Hang this sheet near the server.
dead-command = Command that starts the server
dead-files = Where the room's file and the centre's folder are
dead-spare = Spare machine
dead-call = The certifier's telephone
dead-say = Tell the room: “Stay seated. Close nothing, switch nothing off. Your answers are kept at your seat.”
dead-note = Write down the time of the stop:
dead-again = Switch the machine on again and type the command of the frame. The room gives the lost time back.
dead-other = It does not start: put its disk in the spare machine. Give it the same name on the network, then type the command.
dead-one = Never run two servers for the same session.
dead-lost = The disk is lost: improvise nothing. Leave the seats on, their answers are there. Call the certifier.
dead-form = Fill in an incident form.
