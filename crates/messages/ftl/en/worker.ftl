### Screens of the person who takes a test. Plain English: short sentences, no expert word.

# First screen, above the pictures of trades.
trade-question = Your trade?

# Place in the test, also read by screen readers.
question-of = Question { $n } of { $total }

# Follows "Question 4 of 10".
to-review = { $count ->
    [0] nothing to review
    [one] { $count } question to review
   *[other] { $count } questions to review
}

# Button: next question.
go-on = Continue

# Button, as large as "Continue".
skip = Skip

saved-here = Saved on this device

received = Received

open-elsewhere = This test is open in another window. Go on there, or close it.

not-measured = Not measured

not-safe-yet = Not safe yet

keep-copy = Keep a copy
