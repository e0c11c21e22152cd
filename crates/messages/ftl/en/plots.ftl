### What is written on the curves that `jalon calibrate`, `analyse`, `dif`, `standard-setting` and `facets` draw with --plots. Read by the expert.

drawn = { $count ->
    [one] One curve
   *[other] { $count } curves
} drawn in { $folder }.
scale = Scale (logits)
logits = Logits
chance = Probability
people = People
questions = Questions
wright = People and questions on one scale
wright-shows = On the left, how many people stand at each place of the scale; on the right, the questions, from the easiest at the bottom to the hardest at the top.
information = Test information
information-shows = What the test tells at each place of the scale: the higher the curve, the finer the measure.
information-unit = Information (1/logit²)
error = Error of measurement along the scale
error-shows = How far a measure is off, in logits, at each place of the scale. The curve stops where the error passes 2 logits.
curve = Question { $name }
curve-shows = The probability of success, or of each number of points, along the scale.
totals = Totals
totals-shows = How many people got each total.
points = Points
quality = Facility and discrimination of the questions
quality-shows = Each point is a question: on the left the hardest, at the bottom those that the strongest do not get right more often than the others.
facility = Share of the points earned
rest = Correlation with the rest of the test
error-points = Error of a total
error-points-shows = By how many points a total is off, along the totals: less at both ends than in the middle.
options = Options of { $name }
options-shows = The share of each ability group, from the weakest to the strongest, that chooses each option: the right one must rise, the others fall.
ability = Ability group, from the weakest to the strongest
share = Share
no-answer = no answer
dif = Difference between the two groups at equal score
dif-shows = Each point is a question. Above 0 it is easier for the group compared; beyond 1.5 either way the difference is large.
rank = Place of the question
delta = Mantel-Haenszel Δ
large = large
judges = Cuts of the judges
judges-shows = Each point is a judge; the line is the cut of all.
rank-judge = Place of the judge
cut = cut
scores = Scores
scores-shows = How many people got each score, and where the cut falls.
failures = Failures along the cut
failures-shows = What share of people would fail at each cut, and where that curve meets the judges' diagonal.
cut-points = Cut (points)
failing = Share failing
diagonal = judges' diagonal
severity = Severity of the raters
severity-shows = Each point is a rater: above 0, he gives less than the others for the same performance.
rank-rater = Place of the rater
severity-unit = Severity (logits)
