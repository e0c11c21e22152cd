### What measurement refuses: models of questions, estimation, choice of the next question, stopping. Read by experts.

model--slope = The slope “{ $a }” must be above 0 and at most 100.
model--location = The difficulty “{ $b }” must lie between -100 and 100.
model--asymptotes = The lower asymptote ({ $c }) must be below the upper one ({ $d }), both between 0 and 1.
model--order = The thresholds must increase: { $after } comes after { $before }.
model--categories = A question has 2 to 32 categories; this one has { $found }.
