wrongs = { $count ->
    [one] One thing is wrong; nothing was computed.
   *[other] { $count } things are wrong; nothing was computed.
}
formulas = What these numbers are
item = Question
option = Option
no-answer = no answer
count = Count
strength = Group
remarks = To look at
yes = yes
no = no

analysed = { $persons ->
    [one] { $persons } person
   *[other] { $persons } people
}, { $items ->
    [one] { $items } question
   *[other] { $items } questions
}: { DECIMAL($mean) } points of { DECIMAL($most) } on average.
left-out = { $count ->
    [one] One person is left out: an answer is missing.
   *[other] { $count } people are left out: an answer is missing.
}
precise = A total is known to within { DECIMAL($error) } points, two times out of three: the reliability is { DECIMAL($alpha) }.
not-precise = The reliability cannot be said: it takes two questions, two people and totals that differ.
alpha-negative = The reliability is negative ({ DECIMAL($alpha) }): the questions oppose one another, and their sum does not measure one thing. Check the keys first.
flag-not-seen = Nobody saw: { $items }.
flag-no-variance = Everybody has the same mark: { $items }.
flag-no-variance-elsewhere = The rest of the test does not vary: { $items }.
flag-negative-covariance = They pull the total the wrong way, and have no effective weight: { $items }.
flag-negative-discrimination = Those who succeed elsewhere succeed less on these questions (read the key again): { $items }.
flag-below-guessing = Less successful than guessing: { $items }.
flag-nothing = No question asks to be read again by these numbers.
option-draws = { $item }, option { $option }: wrong, and chosen by the strongest.
option-repels = { $item }, option { $option }: right, and chosen by the weakest.
options-idle = { $count ->
    [one] One wrong option is chosen by fewer than 5% of people: it does no work.
   *[other] { $count } wrong options are chosen by fewer than 5% of people: they do no work.
}
table-test = The test
table-items = The questions
table-points = Error by number of right answers (Lord)
table-options = Options of { $item }
points = Points
weakest = weakest
strongest = strongest

compared = { $focal } people ({ $column } = { $value }) are compared with { $reference } others of the same score.
dif-found = { $found ->
    [0] None of the { $all } questions behaves differently for the two groups.
    [one] One question of { $all } behaves differently for the two groups.
   *[other] { $found } questions of { $all } behave differently for the two groups.
}
dif-harder = Much harder for the group compared (class C): { $items }.
dif-easier = Much easier for the group compared (class C): { $items }.
dif-none-large = No difference is large (class C).
dif-to-read = This is a reason to read these questions again, not a proof that they are unfair.
dif-purified = { $passes ->
    [0] The matching score keeps all questions.
    [one] The matching score was purified once of the questions flagged.
   *[other] The matching score was purified { $passes } times of the questions flagged.
}
dif-not-settled = The purification turns in a circle: the same questions come in and go out. Read what is flagged one by one.
table-mantel = Mantel and Haenszel
table-logistic = Logistic regression
no-fit = no finite answer
flagged = Flagged

rated = { $subjects } cases, { $raters } raters, { $categories } categories.
categories-found = The categories are those of the data, in this order: { $list }. A category never used cannot be seen: name them all with --categories.
categories-unused = Categories declared and never used: { $list }.
all-agree = All raters agree on { DECIMAL($percent) }% of the cases.
pair-agrees = Beyond chance, { $first } and { $second } agree to { DECIMAL($value) } (between { DECIMAL($low) } and { DECIMAL($high) }).
many-agree = Beyond chance, the agreement is { DECIMAL($value) } (between { DECIMAL($low) } and { DECIMAL($high) }): 1 would be full agreement, 0 that of chance.
not-said = { $name }: { $why }
table-coefficients = Agreement
table-pairs = Agreement two by two
table-categories = Agreement by category
table-icc = Intraclass correlations
pair = Raters
category = Category
coefficient = Coefficient
value = Value
interval = Interval
chance = Chance
standard-error = Standard error
p-value = p
scale-nominal = nominal
scale-ordinal = ordinal
scale-interval = interval
scale-ratio = ratio

angoff-cut = The cut of the { $judges } judges is { DECIMAL($cut) } points of { $items }.
angoff-round = Round { $round }
angoff-error = Other judges would have put it within { DECIMAL($error) } points, two times out of three.
angoff-moved = From the first round to the last, the cut goes from { DECIMAL($before) } to { DECIMAL($after) } points; { DECIMAL($share) }% of the ratings changed.
angoff-closer = The judges came closer: their spread is { DECIMAL($ratio) } times what it was.
angoff-apart = The judges moved apart: their spread is { DECIMAL($ratio) } times what it was.
angoff-odd = See the questions differently from the others (correlation below 0.30): { $judges }.
angoff-clipped = A variance component is negative, and counted as 0: there are too few judges or questions to say it.
bookmark-cut = The cut is at { DECIMAL($cut) } on the scale; other judges would have put it within { DECIMAL($error) }, two times out of three.
bookmark-points = Somebody exactly at the cut is expected to have { DECIMAL($points) } right answers of { $items }.
hofstee-cut = The compromise is at { DECIMAL($cut) } points, { DECIMAL($whole) } in whole points, with { DECIMAL($percent) }% failures.
contrast-cut = Between { $below } people judged not competent and { $above } judged competent, the cut is { DECIMAL($cut) } points.
contrast-apart = A score separates the two groups without a mistake: the regression has no end, and the middle of the means is given.
borderline-cut = Half of the { $persons } people judged borderline have { DECIMAL($cut) } points or more.
impact-says = At this cut { DECIMAL($percent) }% pass; between { DECIMAL($low) } and { DECIMAL($high) }% if the cut moves by one standard error.
impact-only = At this cut { DECIMAL($percent) }% pass.
reaches-passes = Whoever reaches the cut passes.
table-judges = The judges
table-components = Precision of the cut
table-impact = Who would pass
judge = Judge
cut = Cut
errors-away = Standard errors
passing = Passing
rate = Share

formula--facility = Facility
formula--deviation = Standard deviation
formula--guess = Random guess
formula--intended-weight = Intended weight %
formula--effective-weight = Effective weight %
formula--discrimination-index = Discrimination index
formula--discriminative-efficiency = Discriminative efficiency
formula--item-total = r with total
formula--item-rest = r with rest
formula--alpha-without = α without it
formula--upper-lower = D 27%
formula--mean = Mean
formula--median = Median
formula--skewness = Skewness
formula--kurtosis = Kurtosis
formula--consistency = Internal consistency %
formula--error-ratio = Error ratio %
formula--standard-error = Standard error of measurement
formula--alpha = Alpha (KR-20)
formula--kr21 = KR-21
formula--standardised-alpha = Standardised alpha
formula--lambda6 = Lambda-6
formula--omega = Omega
formula--conditional-error = Standard error at this score
formula--share = Share
formula--option-rest = r with rest (option)
formula--mh-odds = Odds ratio α
formula--mh-chi-square = Mantel-Haenszel χ²
formula--mh-delta = Δ
formula--ets-class = Class
formula--std-p-dif = Difference of success at equal score
formula--breslow-day = Breslow and Day, p
formula--logistic = Likelihood ratio
formula--delta-r2 = Nagelkerke ΔR²
formula--exact-agreement = Agreement of all
formula--cohen = Cohen's kappa
formula--stuart-maxwell = Same use of categories, p
formula--adjusted-kappa = Adjusted kappa
formula--fleiss = Fleiss' kappa
formula--conger = Conger's kappa
formula--light = Light's kappa
formula--gwet = Gwet's AC
formula--krippendorff = Krippendorff's alpha
formula--icc = Intraclass correlation
formula--kendall-w = Kendall's W
formula--prevalence = Prevalence
formula--specific-agreement = Agreement on it
formula--angoff-cut = Angoff cut
formula--angoff-error = Standard error, other judges
formula--angoff-error-both = Standard error, other judges and questions
formula--judge-cut = Judge's cut
formula--severity = Severity (deviations)
formula--with-rest = r with the other judges
formula--with-difficulty = r with observed success
formula--generalisability = Generalisability
formula--dependability = Dependability
formula--location = Place on the scale
formula--bookmark-cut = Bookmark cut
formula--bookmark-error = Standard error of the mean
formula--hofstee-cut = Hofstee cut
formula--contrasting-logistic = Contrasting groups, regression
formula--contrasting-normal = Contrasting groups, normal curves
formula--contrasting-midpoint = Contrasting groups, middle of the means
formula--borderline-cut = Borderline group
formula--impact = Pass rate

says--facility = mean mark / maximum
says--guess = share of the maximum that a guess at random earns, as given or right / options
says--effective-weight = 100 √cov(x, T) / Σ √cov(xᵢ, T), without the negative covariances
says--discriminative-efficiency = 100 cov(x, r) / cov(x sorted, r sorted), r = T − x
says--alpha-without = α of the other questions
says--upper-lower = mean share of the best 27% − that of the weakest 27%, ties shared
says--median = the middle of the totals
says--error-ratio = 100 √(1 − consistency/100)
says--standard-error = error ratio × deviation / 100 = s √(1 − α)
says--alpha = k/(k − 1) (1 − Σ sᵢ²/s²); KR-20 for right or wrong
says--omega = (Σ lᵢsᵢ)²/((Σ lᵢsᵢ)² + Σ(1 − lᵢ²)sᵢ²), one factor, minimum residuals
says--share = count / people
says--option-rest = r(option chosen, T − x)
says--mh-chi-square = max(0, |ΣA − ΣE| − ½)²/ΣV; without ½ when asked
says--ets-class = A: |Δ| < 1, or not significant; C: |Δ| ≥ 1.5 and significantly > 1; else B
says--breslow-day = Σ(A − Â)²/var Â, p-value
says--exact-agreement = cases on which all agree / cases
says--cohen = (pₒ − pₑ)/(1 − pₑ), weighted over all declared categories
says--stuart-maxwell = dᵀV⁻¹d, p-value
says--light = mean of Cohen's kappas of all pairs; jackknife standard error
says--icc = from the mean squares of cases, raters and residual
says--prevalence = ratings in the category / ratings
says--angoff-cut = sum over questions of the mean of the judges' ratings
says--judge-cut = sum of the ratings
says--severity = (judge's cut − mean cut) / deviation of the cuts
says--with-rest = r(ratings, mean of the others' ratings)
says--with-difficulty = r(ratings, share of people who succeeded)
says--bookmark-cut = median of the judges, between the question before the bookmark and that of the bookmark
says--bookmark-error = deviation of the judges' cuts / √n_J
says--hofstee-cut = where the share of failures meets the judges' diagonal
says--contrasting-logistic = −β₀/β₁, logit P(competent) = β₀ + β₁x
says--contrasting-normal = where the two normal curves cross, between the means
says--borderline-cut = median of the borderline group
says--impact = people whose score ≥ cut + k standard errors / people

csv--empty = The table has no row under the first.
csv--same-name = Two columns are called “{ $name }”.
csv--twice = “{ $name }” is in line { $line } already.
csv--position = “{ $found }” is not a place in the booklet: from 1 to { $most }.
csv--no-column = There is no column “{ $name }”.
csv--ragged = Cells in this line: { $found }; in the first: { $expected }.
csv--cell = “{ $found }” does not have the expected form, such as “{ $example }”.
csv--column = No column is called “{ $name }” here; there are: { $columns }.
csv--quote = A quotation mark opens here, and nothing closes it.
csv--number = “{ $found }” is not a number.
csv--above = { $found } is more than the maximum of the question, { $most }.
csv--count = “{ $found }” is not a whole number of people.
csv--right-wrong = “{ $found }” is neither 0 nor 1.
csv--option = There is no option “{ $found }”; there are { $options }.
csv--category = The category “{ $found }” is not declared.
csv--share = “{ $found }” is not a number between 0 and 1.
csv--no-group = This line has no group.
csv--group = “{ $found }” is not one of the two groups.
csv--unknown = “{ $name }” is not in the other table.

table--ragged = A row does not have as many cells as it must.
marks--no-person = Nobody is left to count.
marks--no-item = There is no question.
marks--mark = A mark is not a number.
marks--above = A mark is above the maximum of its question.
marks--maximum = The maximum of a question is not a number above 0.
agreement--no-subject = No case has two ratings.
agreement--one-subject = Only one case has two ratings.
agreement--one-rater = There must be two raters.
agreement--one-category = There must be two categories.
agreement--category = A category is not declared.
agreement--number = A rating is not a number that this method takes.
agreement--incomplete = A rating is missing, and this method needs them all.
agreement--no-variation = All ratings are alike: agreement cannot be told from chance.
agreement--weights = A weight or a count is outside its bounds.
dif--group = A person is in neither of the two groups.
dif--empty-group = One of the two groups is empty.
dif--categories = A question has more than two marks: only right or wrong here.
dif--one-item = It takes two questions to compare at the same score.
dif--level = The level of significance must be between 0 and 1.
standard--one-judge = There must be two judges.
standard--one-item = There must be two questions.
standard--rating = A rating is not a number between 0 and 1.
standard--location = A question has no place on the scale for this chance of success.
standard--position = A bookmark is outside the booklet.
standard--no-person = A group is empty, or has one person only.
standard--score = A score is not a number.
standard--limits = The limits are not numbers in order.
standard--no-crossing = The share of failures nowhere meets what the judges would accept.
standard--no-separation = The two groups do not differ the right way: no cut separates them.
