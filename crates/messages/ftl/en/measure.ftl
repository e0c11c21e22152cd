### What measurement refuses: models of questions, estimation, choice of the next question, stopping. Read by experts.

model--slope = The slope “{ $a }” must be above 0 and at most 100.
model--location = The difficulty “{ $b }” must lie between -100 and 100.
model--asymptotes = The lower asymptote ({ $c }) must be below the upper one ({ $d }), both between 0 and 1.
model--order = The thresholds must increase: { $after } comes after { $before }.
model--categories = A question has 2 to 32 categories; this one has { $found }.

scale--range = { $from } to { $to } is not an interval of the scale.
scale--normal = A mean of { $mean } and a standard deviation of { $sd } describe no population.
scale--nodes = Integration takes 3 to 2001 points, one weight each; there are { $found }.
scale--order = The points of the scale must increase.
scale--weights = The weights of the points must be positive, at least one of them above 0.

estimate--no-answer = There is no answer: nothing to measure.
estimate--category = Answer { $place } is scored { $found }; its question goes from 0 to { $highest }.
estimate--impossible = These answers have no chance anywhere on the scale.

select--nothing-open = No question is left to ask.
select--all-turned = The { $open } questions left are closed: they were seen too often already.
select--no-value = Nothing tells the questions apart: what is known of the person is not a measure.

exposure--cuts = The limits of the strata must increase.
exposure--shape = One row of chances is needed for each stratum, all of one length; there are { $rows }.
exposure--chance = The chance of question { $item } is not between 0 and 1.
exposure--count = Question { $item } is counted more often than there were persons.
exposure--rate = The highest rate must be a share above 0 and at most 1.
exposure--infeasible = Stratum { $stratum }: { $sure } questions always given, for a test of { $length }. A person could be left without a question.

form--conflict = No test meets these rules together: { $rules }.
form--undecided = The search did not end within { $nodes } steps: the best test is not proven. Simplify the rules.
form--unknown = Question { $item } is both given and closed, or is not in the bank.

blueprint--length = A test of { $length } questions cannot be drawn from a bank of { $items }.
blueprint--item = The rule “{ $rule }” names question { $item } twice, or it is not in the bank.
blueprint--bounds = The rule “{ $rule }” has a minimum above its maximum.
blueprint--costs = Budget { $budget } needs one cost a question; there are { $found }.

ratio--cuts = At least one cut is needed, and cuts must increase.
ratio--half = The half-width around the cut ({ $half }) must be above 0.
ratio--errors = The two risks of error ({ $alpha } and { $beta }) must be above 0, and their sum below 1.

panel--empty = Module { $module } has no question.
panel--item = Question { $item } of module { $module } is not in the bank, or comes twice on one route.
panel--way = From module { $module }, a way does not lead to a later module.
panel--cuts = After module { $module }, the cuts do not increase or do not part the ways.
panel--standing = After module { $module }, the way is not chosen like this.

level--cuts = Cut { $place } is not above the one before.
claim--too-few = Not measured: { $found } answers, { $least } needed.

parallel--shape = At least one form is needed, and for each question its information and a draw.
parallel--no-form = The questions left do not make form { $form }: { $why }
parallel--apart = The forms are { $found } apart, more than the { $most } accepted: they are not equivalent.
