### Why a decision is what it is, in one sentence.

decision--mean = The mean is { DECIMAL($found) }; { DECIMAL($wanted) } was needed.
decision--floor = { $count ->
    [one] One part is below its lowest mark: { $names }.
   *[other] { $count } parts are below their lowest mark: { $names }.
}
decision--cut = The measure is { DECIMAL($found) }; { DECIMAL($wanted) } was needed.
decision--points = { DECIMAL($found) } points of { DECIMAL($of) }; { DECIMAL($wanted) } were needed.
decision--share = “{ $name }”: { DECIMAL($found) } points of { DECIMAL($of) }; { DECIMAL($wanted) } were needed.
decision--competences = { $reached ->
    [true] Competences acquired: { $found } of { $of }; { $wanted } needed.
   *[false] Competences acquired: { $found } of { $of }; { $wanted } needed (to work on: { $names }).
}
decision--eliminatory = { $count ->
    [0] No fault that fails.
    [one] One fault that fails; { $most } allowed.
   *[other] { $count } faults that fail; { $most } allowed.
}
decision--all = { $missed ->
    [0] Every condition is met ({ $of }).
    [one] One condition of { $of } is not met: { $why }
   *[other] { $missed } conditions of { $of } are not met: { $why }
}
decision--k-of-n = Conditions met: { $found } of { $of }; { $wanted } needed.
decision--compensated = { $missed ->
    [one] One condition is not met
   *[other] { $missed } conditions are not met
}; { $reached ->
    [true] it is made up for
   *[false] it is not made up for
}: { $why }
decision--too-many = { $missed ->
    [one] One condition is not met
   *[other] { $missed } conditions are not met
}; { $wanted ->
    [0] none can be made up for.
    [one] only one can be made up for.
   *[other] at most { $wanted } can be made up for.
}
