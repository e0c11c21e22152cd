responses--no-person = There is no person in the table of responses.
responses--no-item = There is no question in the table of responses.
responses--ragged = Row { $person } has { $found } cells instead of { $expected }.
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
calibration--nothing = Nothing can be estimated.
calibration--unseen = Nobody saw this question.
calibration--all-same = Everybody has category { $category } on this question: its difficulty has no bound.
calibration--empty-category = Nobody has category { $category } on this question: its thresholds have no bound.
calibration--not-converged = The calibration stopped before it had converged: the last step still changed a parameter by { $change }.
calibration--slope-runs-away = The slope of { $item } runs away ({ $slope }): it is no estimate. A prior holds it.
calibration--slope-not-positive = The slope of { $item } is not positive ({ $slope }): those who do well elsewhere fail it. Check the key.
calibration--far-location = The difficulty of { $item } ({ $location }) lies beyond all persons.
calibration--grid-too-narrow = Group { $group } reaches past the points of integration: { $share } of it sits at the two ends.
calibration--coarse-grid = { $nodes } points of integration are too few for a long test; 41 at least are needed.
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
linking--too-few = At least two anchors are needed.
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
integrity--ragged = Row { $person } does not have one time a question.
integrity--time = The time of person { $person } on question { $item } is not above 0.
integrity--too-few-times = Question { $item } has fewer than two times.
integrity--no-variation = The times do not vary.
