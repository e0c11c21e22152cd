authoring--wanted = Expected: { $wanted }.
authoring--missing-member = “{ $member }” is missing.
authoring--unknown-member = “{ $member }” is not known here.
authoring--blank = This text is empty.
authoring--language = “{ $tag }” is not a language tag.
authoring--markdown = This text has markup that is not allowed ({ $found }).
authoring--format = The format is “{ $found }”; it must be “{ $wanted }”.
authoring--no-source = At least one source is needed.
authoring--missing-file = The file “{ $path }” is missing.
authoring--unknown-file = This file has no place in the folder.
authoring--file-name = The file must be named “{ $id }”.

item--option-count = A choice has 2 to 12 options; this one has { $count }.
item--option-twice = The option “{ $option }” is there twice.
item--same-option = The option “{ $option }” says the same as another.
item--unknown-option = The option “{ $option }” does not exist.
item--key-kind = The key is not of the same kind as the question.
item--key-count = The number of right options ({ $count }) does not fit the question.
item--no-feedback = Nothing says why the option “{ $option }” is wrong.
item--telling-length = The right option gives itself away by its length ({ $right } characters, against { $wrong } at most).
item--nothing-accepted = No answer is accepted.
item--element-twice = The element “{ $element }” is there twice.
item--element-points = The element “{ $element }” must be worth more than no point.
item--no-element = The marking guide has no element.
item--no-competence = The question measures no competence.
item--other-unit = The competence “{ $competence }” does not belong to this part.
item--unknown-sound = The sound “{ $name }” is not in “media”.
item--not-a-sound = “{ $name }” is a picture: a sound is wanted here.
item--plays = The sound must be played { $least } times and can be played { $most } times at most: nobody could answer.
item--sort-twice = This sort of file is in the list already.
protocol--upload-away = The question “{ $item }” asks for a file, which stays on the person's device: the test is scored there (“local”).
item--unknown-picture = The picture “{ $name }” is not in “media”.
item--no-alternative = The picture “{ $name }” has no alternative: the words for who does not see it.
item--telling-alternative = The alternative of a picture says the right answer “{ $option }”, and no other.
item--turn-alone = No reply leads to the turn “{ $turn }”.
item--turn-back = The reply “{ $reply }” must lead to a turn that stands later, not to “{ $turn }”.
item--shape = The shape holds nothing, or leaves the picture: “rect”: [left, top, right, bottom], “circle”: [x, y, radius], “poly”: [x, y, ...].
item--unknown-stimulus = The text “{ $stimulus }” does not exist.
item--unknown-enemy = The question “{ $item }” does not exist.
item--one-sided-enemy = The question “{ $item }” does not name this one back.
item--list-count = { $least } to { $most } are needed; there are { $count }.
item--mark-kind = The mark “{ $mark }” is not of the kind that the question expects.
item--mark-twice = The mark “{ $mark }” is there twice.
item--no-mark = The text in “{ $tag }” has no mark.
item--mark-languages = The text in “{ $tag }” does not have the same marks as the other languages.
item--slider = From the least to the greatest value there must be a whole number of steps, from 1 to 1,000.
item--field-without-place = The field “{ $field }” has no place in the text.
item--key-not-admitted = The question cannot be answered as the key says.
item--short-for-edits = “{ $word }” is too short for so many slips.
item--factor = Two whole numbers are needed, such as [1000, 1].
item--too-few-groups = There must be at least as many groups of answers as fields.
item--retired = A retired question is not published.
item--draft = This question has had no second reader yet.

referential--id-twice = An id is there twice ({ $what }).
referential--empty-unit = The part “{ $unit }” has no competence.
referential--unknown-unit = The part “{ $unit }” does not exist.
referential--unknown-competence = The competence “{ $competence }” does not exist.
referential--unmeasured = No question measures the competence “{ $competence }”.

protocol--parts = Parts are needed, each with an id of its own.
protocol--claims = Claims are needed, each with an id of its own.
protocol--assurance = The place of scoring cannot give this assurance; at most: { $ceiling }.
protocol--provisional = A protocol that is not calibrated gives a self-assessment only.
protocol--floor = The floor of “{ $part }” is above its { $possible } points.
protocol--impossible-pass = The pass mark cannot be reached.
protocol--no-section = At least one section is needed.
protocol--section-twice = The section “{ $section }” is there twice.
protocol--points = A question is worth more than no point.
protocol--quotas = The minimums ask for { $least } questions, more than the section draws.
protocol--no-forms = The protocol has no forms.
protocol--quota = The minimum is above the maximum.
protocol--fraction = A fraction is needed, such as [4, 5].
protocol--claim-about = A claim is about a part or a competence, not both.
protocol--other-referential = The protocol is of another referential (“{ $id }”).
protocol--claim-never-measured = The claim “{ $claim }” asks for { $minimum } questions; a draw never gives more than { $most }.
protocol--shared-bank = The bank “{ $bank }” serves both training and examination.
protocol--empty-bank = The bank “{ $bank }” is empty.
draw--too-few = The section “{ $section }” asks for { $wanted } questions; a draw finds only { $found }.

### Adaptive sections: what the check says of them.

adaptive--no-cut = The criterion aims at a cut, and the stop rule has none.
adaptive--prior = The prior makes no scale: from “from” to “to” through the mean, a positive standard deviation, ±20 at most.
adaptive--min = The shortest length ({ $min }) exceeds the longest ({ $count }).
adaptive--positive = A number above zero is needed.
adaptive--cuts = At least one cut is needed, in ascending order.
adaptive--risk = A risk of error must be below 0.5.
adaptive--curtailment = To stop when going on would no longer change the decision takes a sequential test (`ratio`).
adaptive--plateau = The plateau looks { $items } answers back: with { $count } questions at most, it never comes.
adaptive--bands = Two bands or more are needed, the first without a beginning, then each above the one before.
adaptive--stated = Errors are stated for “{ $claim }”, which nothing decides.
adaptive--without-section = A cut or bands need an adaptive section.
adaptive--sealed = An adaptive section needs the keys: it does not go with sealed scoring.
adaptive--no-bands = Bands are needed: the measure is said in them.
adaptive--points = Points decide nothing here: the choice of questions follows the level. A cut is needed.
adaptive--part = Part “{ $part }” must be linear, without a floor, and all its sections adaptive.
adaptive--provisional-decision = Nobody passes or fails on declared parameters: each item needs parameters.
adaptive--not-calibrated = The protocol says that it is calibrated, and items are not, on real answers.
adaptive--simulated = Parameters come from simulated answers: “notice” must say it.
adaptive--needs-mark = Item “{ $item }” waits for a person to mark it: the next choice cannot wait.
adaptive--parameters = Item “{ $item }” has no parameters, or they are out of range.
adaptive--scale = Section “{ $section }” makes no scale.
adaptive--infeasible = Section “{ $section }”: with { $found } items (bank { $form }), these rules cannot be met together for { $count } items: { $rules }.
adaptive--unproven = Section “{ $section }”: the search for a test of { $count } items among { $found } (bank { $form }) did not end. Nothing is proven.
adaptive--blueprint = The items of section “{ $section }” do not suffice for its rules.
adaptive--seconds = The section counts time, and item “{ $item }” does not say its own (“seconds”).
adaptive--together = The least is above the most.
adaptive--exposure = A share goes from above 0 to 1.
adaptive--exposure-item = “{ $item }” is not an item of this section.

### Rules of decision: what checking says of them.

decision--too-deep = Rules within rules within rules: nobody could say that in one sentence.
decision--no-rule = At least one rule is needed.
decision--nothing-eliminates = Say which claims or which questions eliminate.
decision--unknown-claim = The claim “{ $claim }” is not in the protocol.
decision--unknown-part = The part “{ $part }” is not in the protocol.
decision--unknown-item = There is no question “{ $item }”.

### Groups, preconditions and ladders: what checking says of them.

group--twice = The id “{ $group }” is used twice among sections and groups.
group--unknown = “{ $in }” is in the group “{ $group }”, which is not there.
group--cycle = The group “{ $group }” ends up holding itself.
group--late = The group “{ $group }” holds a section that depends on the answers: it is not drawn beforehand.
group--few = The group “{ $group }” holds only { $held } sections or groups: fewer than it draws.
when--no-end = A precondition has a beginning (“from”), an end (“below”), or both.
when--nothing = A precondition counts sections or questions.
when--dead = No result meets these preconditions: this branch is dead.
when--adaptive = The section “{ $section }” is adaptive: it has no precondition.
when--unknown-section = The section “{ $section }” depends on “{ $other }”, which does not come before it.
when--unreachable = With { $count } questions, no number of right answers leads to “{ $section }”.
ladder--few = Step { $step } has too few questions: it needs { $needed }.
ladder--twice = The question “{ $item }” is twice on the ladder.
ladder--steps = A ladder has at least two steps.
late--free = The part “{ $part }” depends on the answers: it is sat in order (“linear”).
late--sealed = The part “{ $part }” depends on the answers: it needs the keys, which the place “sealed” has not.
late--floor = The part “{ $part }” depends on the answers: its points have not the same scale for everybody, it has no floor.
late--adaptive = The part “{ $part }” mixes an adaptive section with others that depend on the answers.
late--needs-mark = The section “{ $section }” depends on “{ $item }”, which a person marks later.
section--not-taken = The section “{ $section }” cannot take “{ $item }”: its selection leaves it out, or there is no such question.
section--enemies = “{ $item }” and “{ $other }” are enemies: they do not go together.

### Questions that give themselves away or contradict themselves.

item--key-too-long = “{ $word }” does not fit in the { $most } characters of the answer.
item--key-cannot-be-typed = With { $decimals } decimals, nobody can write { $correct } or a number near enough.
item--no-transcript = The recording has no text in its language ({ $lang }): who does not hear it has nothing.

supply--profile = For who sits the test this way ({ $need }), the section “{ $section }” wants { $wanted } questions; a draw finds only { $found }.
protocol--empty-cell = Group { $quota } of “{ $section }” wants { $min } questions; the bank has only { $found }.
item--twin = Same question as “{ $item }”, and they are no enemies: both may be drawn together.
protocol--no-such-nature = No competence of the referential is of this nature, among those of the group.
protocol--times = “{ $place }” must last at least { $least } s, and has only { $most }.
protocol--least-late = The section “{ $section }” is chosen from the answers: it has no least time.
protocol--times-room = Elsewhere than on the device only parts have a time, without a least one: the room does not know at which question somebody is.
when--cycle = The section “{ $section }” waits for “{ $other }”, which does not come before it: they would wait for each other.

### Files of “media”: what the check says of them.

media--kind = “{ $name }” is not what its name says: a picture (PNG, JPEG, SVG), a sound or a film.
media--too-large = The file has { $size } bytes; { $most } at most.
media--broken = The picture “{ $name }” is cut, has something after its end, or is too large.
media--tells-more = “{ $name }” tells more than its picture: place, camera, comments. Remove that first.
media--unused = Nothing names the file “{ $name }”.
media--svg-form = Here the drawing is no longer a well-formed SVG. { $found }
media--svg-size = A drawing says its size in whole units (xmlns, viewBox="0 0 width height"). { $found }
media--svg-element = A drawing may not have “{ $found }” here: shapes, words and gradients alone.
media--svg-attribute = A drawing may not have the attribute “{ $found }”.
media--svg-reference = A drawing calls nothing outside itself, and nothing by a detour: “{ $found }”.

### Situations judged by a panel of the trade.

item--panel-unknown = The panel answers a line or chooses a column that the question does not show.
item--panel-silent = The panel says nothing of “{ $option }”.
item--panel-few = The panel counts { $people } here; at least three people make an agreement.
item--panel-divided = The panel is evenly divided: several answers will be right.
protocol--no-judgement = “{ $item }” is marked by the answers of a panel, and the protocol does not say how: “{ $asked }” is missing in “judgement”.
protocol--judgement-divided = For “{ $item }”, what most of the panel answered would not earn everything: change “{ $asked }” in “judgement”, or look at the panel again.

### Questions whose numbers and names are drawn.

template--name = “{ $name }” cannot name what is drawn: lower-case letters without accents, then figures.
template--values = Between 2 and 256 different values are needed, by a step above zero; there are { $count }.
template--unused = “{ $name }” is drawn and serves nothing.
template--unknown = “{ $name }” is not declared among what is drawn.
template--not-a-number = “{ $name }” is not always a number: it cannot be calculated with.
template--form = “{ $sum }” is not a sum, or its brace is not closed.
template--division = “{ $sum }” divides by zero when { $draw }.
template--too-large = “{ $sum }” gives too large a number when { $draw }.
template--inexact = “{ $sum }” does not come out even when { $draw }: say to how many decimals to round, for example “| 2”.
template--too-many = There are { $count } possible draws; no more than 10,000 are checked.
template--same-option = Two options say the same when { $draw }.
template--key-outside = The right answer is not a possible answer when { $draw }.
template--late = “{ $item }” has something drawn, and this protocol chooses its questions from the answers: one or the other.
