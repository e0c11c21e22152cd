responses--no-person = There is no person in the table of responses.
responses--no-item = There is no question in the table of responses.
responses--weight = The weight of person { $person } is missing, or is not a positive number.
responses--group = Person { $person } has no group.
responses--category = Person { $person } has category { $found } on question { $item }, which does not have it.

calibration--mismatch = There must be one model a question and one population a group: { $found } instead of { $expected }.
calibration--settings = The number of points, their reach or the tolerance is out of range.
calibration--spread = A standard deviation must be above 0.
calibration--mixed = Question { $item } does not share the scale or the slope of the others.
calibration--not-binary = Question { $item } has responses above 1; its model has none.
calibration--anchor = The anchor of question { $item } has fewer categories than its responses, or is not a number.
calibration--no-weight = Nobody counts: all weights are 0, or there is no response.
calibration--nothing = Nothing can be estimated: on every question everybody has the same answer, or nobody has one.
calibration--unseen = Nobody saw this question.
calibration--all-same = Everybody has category { $category } on this question: its difficulty has no bound.
calibration--empty-category = Nobody has category { $category } on this question: its thresholds have no bound.
calibration--not-converged = The calibration stopped before it had converged: the last step still changed a parameter by { $change }.
calibration--slope-runs-away = The slope of { $item } runs away ({ $slope }): it is no estimate. A prior holds it.
calibration--slope-not-positive = The slope of { $item } is not positive ({ $slope }): those who do well elsewhere fail it. Check the key.
calibration--far-location = The difficulty of { $item } ({ $location }) lies beyond all persons.
calibration--grid-too-narrow = Group { $group } reaches past the points of integration: { $share } of it sits at the two ends.
calibration--coarse-grid = { $nodes } points of integration are too few for a long test; 41 at least are needed.
calibration--few-persons = These are few people for this model: with fewer than { $enough }, parameters may be far from the true ones, whatever their error says.
calibration--no-errors = The information has no inverse: there are no standard errors.
calibration--impossible = The model rules out responses that were given.

fit--groups = This test of fit takes one group only.
fit--no-freedom = { $margins } margins for { $parameters } parameters: anything would fit.
fit--too-many = There are too many questions for this test of fit ({ $margins } margins).
fit--nobody-complete = Nobody answered every question.
fit--singular = The margins determine one another.

calibration--disconnected = No person links questions { $one } and { $other }: they have no common scale.
calibration--no-maximum = The likelihood has no maximum: some questions are always answered better than others.

linking--mismatch = The same anchors are needed on both sides: { $found } on one, { $expected } on the other.
linking--too-few = At least two anchors are needed, questions of one name in both tables: there are { $found }.
linking--categories = Anchor { $item } does not have the same categories on both sides.
linking--no-spread = The difficulties of the anchors do not vary: they say nothing of the unit.
linking--no-minimum = No positive unit brings the two scales together.

facets--no-rating = There is no rating.
facets--categories = Ratings must use 2 to 32 categories.
facets--numbering = A person, a question or a rater has no rating.
facets--empty-category = Nobody has category { $category }: its thresholds have no bound.
facets--extreme = Element { $element } only has extreme ratings: its measure has no bound.
facets--raters-apart = Raters have nobody in common, not even in a chain ({ $subsets }): they cannot be compared.
facets--items-apart = Questions have nobody in common, not even in a chain ({ $subsets }): they cannot be compared.
facets--confounded = Questions and raters cannot be told apart: each rater only saw their own.

integrity--not-binary = Answer { $place } is not right or wrong.
integrity--no-information = The answers tell nothing at this place of the scale.
integrity--no-person = There is no person in the table of times.
integrity--time = The time of person { $person } on question { $item } is not above 0.
integrity--too-few-times = Question { $item } has fewer than two times.
integrity--no-variation = The times do not vary.

formula--parameters = Parameters
formula--s-x2 = S-X²
formula--log-likelihood = Log-likelihood
formula--aic = AIC
formula--bic = BIC
formula--marginal-reliability = Marginal reliability
formula--empirical-reliability = Empirical reliability
formula--mean-mean = Mean/mean
formula--mean-sigma = Mean/sigma
formula--haebara = Haebara
formula--stocking-lord = Stocking-Lord
formula--robust-z = Robust z
formula--measure = Measure
formula--fair-average = Fair average
formula--infit = Infit
formula--outfit = Outfit
formula--deviance = Deviance
formula--separation = Separation
formula--lz-star = lz*
formula--false-discovery = False discovery rate
formula--effort = Effort
formula--moderated = Measure without rapid answers
formula--conditional-rasch = Difficulty
formula--copy-omega = Copying omega
formula--binomial-copy = Generalised binomial test

csv--whole = “{ $found }” is not a category: a whole number from 0 to 31 is needed.
csv--item = These parameters are not those of a question: { $why }.

progress = Cycle { $cycle }: last change { $change }.
progress-pairs = { $done } people compared of { $all }.
calibrated = { $items } questions calibrated on the answers of { $persons } people, in { $cycles } cycles.
conditional = { $items } questions placed by conditional likelihood (Rasch), from { $persons } people who got neither everything right nor everything wrong. Nothing is supposed of how people are spread; the mean difficulty is 0.
anchored = { $held } questions keep their parameters; the others are put on their scale.
group = Group
people = People
mean = Mean
spread = Spread
table-groups = Groups
measure = Measure
question = Question
table-parameters = Parameters, with their standard error
table-whole = As a whole
linked = { $anchors } anchors: old θ = { $slope } × new θ { $shift }.
no-drift = No anchor drifts.
drift = Anchors that drift, left out: { $items }.
drift-too-many = Other anchors drift, but not enough would be left: the link is doubtful.
table-constants = Constants, by method
table-anchors = Anchors
faceted = { $persons ->
    [one] { $persons } person
   *[other] { $persons } people
} rated on { $criteria ->
    [one] { $criteria } criterion
   *[other] { $criteria } criteria
} by { $raters ->
    [one] { $raters } rater
   *[other] { $raters } raters
}.
severest = For the same performance, { $severe } gives { $apart } less a criterion than { $lenient }.
table-raters = Raters, seen alike
table-criteria = Criteria
given = Given
only-signals = These are signals for people to look at, who hear the person concerned before they decide. None is a proof.
odd-answers = Unexpected answers: { $listed } people listed of { $all }.
fast-answers = Answers too fast to have read: { $listed } people on more than one in ten.
alike = Answers too much alike: { $listed } pairs listed of { $all }.
no-options = Chosen options and their key (--items) are needed to compare pairs.
line = Line
rapid = Rapid
timed = Timed
matches = Common
expected = Expected
table-answers = Unexpected answers
table-times = Rapid answers
table-pairs = Pairs
