//! `jalon standard-setting`: cuts by every method.

use super::*;

fn table(header: &str, rows: &[Vec<String>]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

fn numbers(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn cuts_by_every_method() {
    let case = vector("standard_setting.expected.json");
    let names: Vec<String> = (1..=30).map(|i| format!("Q{i}")).collect();
    let round = |name: &str, file: &str| {
        let rows: Vec<Vec<String>> = case[name]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
            .map(|(judge, row)| [vec![format!("J{}", judge + 1)], numbers(row)].concat())
            .collect();
        write(file, &table(&format!("judge,{}", names.join(",")), &rows))
    };
    let (first, second) = (
        round("ratings_round1", "round1.csv"),
        round("ratings_round2", "round2.csv"),
    );
    let pairs = |values: &Value| -> Vec<Vec<String>> {
        names
            .iter()
            .cloned()
            .zip(numbers(values))
            .map(|(name, value)| vec![name, value])
            .collect()
    };
    let difficulty = write("p.csv", &table("item,p", &pairs(&case["item_p_population"])));
    let column =
        |values: &Value| -> Vec<Vec<String>> { numbers(values).into_iter().map(|value| vec![value]).collect() };
    let scores = write("scores.csv", &table("score", &column(&case["hofstee"]["totals"])));
    let angoff = [
        "standard-setting",
        "angoff",
        &first,
        &second,
        "--items",
        &difficulty,
        "--scores",
        &scores,
    ];
    let said = succeeds(&angoff);
    near(&said["rounds"][0]["angoff-cut"], &case["angoff_r1"]["cut_raw"]);
    near(&said["rounds"][1]["angoff-error"], &case["angoff_r2"]["se_judges"]);
    near(
        &said["rounds"][1]["angoff-error-both"],
        &case["angoff_r2"]["se_cut_both_random_raw"],
    );
    near(&said["rounds"][1]["with-difficulty"], &case["corr_rating_p_r2"]);
    assert_eq!(said["impact"].as_array().unwrap().len(), 5);
    let french = text(&[&angoff[..], &["--lang", "fr"]].concat());
    assert!(
        french.starts_with("Le seuil des 9 juges est de 14,63 points sur 30."),
        "{french}"
    );
    assert!(french.contains("D’autres juges l’auraient mis à 0,25 points près, deux fois sur trois."));
    assert!(french.contains("Les juges se sont rapprochés"));

    let rows: Vec<Vec<String>> = pairs(&case["item_b"])
        .into_iter()
        .zip(numbers(&case["item_a"]))
        .map(|(row, a)| [row, vec![a]].concat())
        .collect();
    let items = write("parameters.csv", &table("item,b,a", &rows));
    let marks: Vec<Vec<String>> = numbers(&case["bookmark"]["bookmark_position"])
        .into_iter()
        .enumerate()
        .map(|(judge, position)| vec![format!("J{}", judge + 1), position])
        .collect();
    let marks = write("bookmarks.csv", &table("judge,position", &marks));
    let said = succeeds(&["standard-setting", "bookmark", &marks, "--items", &items]);
    near(&said["bookmark-cut"], &case["bookmark"]["median_theta"]);
    near(&said["bookmark-error"], &case["bookmark"]["se_mean"]);
    near(&said["expected-points"], &case["bookmark"]["raw_cut_from_median"]);

    let limits = write(
        "limits.csv",
        "least-cut,most-cut,least-failures,most-failures\n13,20,0.05,0.40\n15,22,0.15,0.50\n",
    );
    let said = succeeds(&["standard-setting", "hofstee", &limits, "--scores", &scores]);
    near(&said["hofstee-cut"], &case["hofstee"]["cut"]);
    assert_eq!(said["whole"], 15.0);

    let group = |values: &Value| -> Vec<Vec<String>> {
        let scored = numbers(&case["hofstee"]["totals"]).into_iter().zip(numbers(values));
        scored.map(|(score, group)| vec![score, group]).collect()
    };
    let people = write(
        "contrast.csv",
        &table("score,group", &group(&case["contrasting_groups"]["group"])),
    );
    let said = succeeds(&["standard-setting", "contrasting", &people]);
    near(
        &said["contrasting-logistic"],
        &case["contrasting_groups"]["cut_logistic_0.5"],
    );
    near(
        &said["contrasting-normal"],
        &case["contrasting_groups"]["cut_normal_intersection"],
    );
    let people = write(
        "border.csv",
        &table("score,group", &group(&case["borderline_group"]["borderline"])),
    );
    let said = succeeds(&["standard-setting", "borderline", &people]);
    near(&said["borderline-cut"], &case["borderline_group"]["median"]);

    let wrong = write("wrong-round.csv", "judge,Q1,Q2\nJ1,0.5,1.2\nJ2,,0.4\n");
    let said = fails(&["standard-setting", "angoff", &wrong]);
    let places: Vec<&Value> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| &finding["at"])
        .collect();
    assert_eq!(places, [&serde_json::json!([2, 3]), &serde_json::json!([3, 2])]);
    let said = fails(&["standard-setting", "angoff", &first, &wrong]);
    assert!(
        said["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|finding| finding["code"] == "csv/unknown")
    );
    let alone = write("alone.csv", "judge,Q1,Q2\nJ1,0.5,0.2\n");
    assert_eq!(
        fails(&["standard-setting", "angoff", &alone])["refused"],
        "standard/one-judge"
    );
}
