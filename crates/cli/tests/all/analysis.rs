//! `jalon analyse`, `dif`, `agreement`, `standard-setting` on real tables: figures, sentences in both languages, and what is wrong in a table at
//! its line and column.

mod cuts;

use crate::shell::{self, read as json, specs, vector};
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, sentence};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    shell::folder("analysis")
}

fn write(name: &str, text: &str) -> String {
    fs::write(folder().join(name), text).unwrap();
    name.to_owned()
}

fn succeeds(arguments: &[&str]) -> Value {
    shell::figures(&folder(), arguments)
}

fn fails(arguments: &[&str]) -> Value {
    shell::fails(&folder(), arguments)
}

fn text(arguments: &[&str]) -> String {
    shell::text(&folder(), arguments)
}

fn near(found: &Value, wanted: &Value) {
    let (found, wanted) = (found.as_f64().unwrap(), wanted.as_f64().unwrap());
    assert!(
        (found - wanted).abs() <= 1e-8 * wanted.abs().max(1e-3),
        "{found}, not {wanted}"
    );
}

/// The science test of TESTFACT: 600 people, 32 questions with five options, 8 for no answer.
#[test]
fn analyse_the_science_test() {
    let (Some(answers), Some(expected)) = (specs("sat12_raw.csv"), specs("sat12.expected.json")) else {
        return;
    };
    let expected = json(&expected);
    let mut items = "item,key,options\n".to_owned();
    for (i, key) in expected["key"].as_array().unwrap().iter().enumerate() {
        items.push_str(&format!("Item.{},{key},1|2|3|4|5\n", i + 1));
    }
    let items = write("sat12-items.csv", &items);
    let arguments = ["analyse", &answers, "--items", &items, "--missing", "8"];
    let said = succeeds(&arguments);
    near(&said["test"]["mean"], &expected["ctt"]["mean_total"]);
    near(&said["test"]["alpha"], &expected["ctt"]["alpha_raw"]);
    near(&said["test"]["standard-error"], &expected["ctt"]["sem"]);
    for (i, item) in said["items"].as_array().unwrap().iter().enumerate() {
        near(&item["facility"], &expected["ctt"]["p"][i]);
        near(&item["item-rest"], &expected["ctt"]["r_item_rest"][i]);
        assert_eq!(item["guess"], 0.2);
    }
    near(
        &said["options"]["Item.1"]["rows"][2]["option-rest"],
        &expected["distractors"][0][2][2],
    );
    let french = text(&[&arguments[..], &["--lang", "fr"]].concat());
    let first: Vec<&str> = french.lines().take(2).collect();
    assert_eq!(
        first[0],
        "600 personnes, 32 questions\u{a0}: en moyenne 18,2 points sur 32."
    );
    assert!(
        first[1].starts_with("Un total est connu à 2,3 points près, deux fois sur trois"),
        "{}",
        first[1]
    );
    assert!(french.contains("Item.32, option 3\u{a0}: fausse, et choisie par les plus forts."));
    assert!(
        french.contains("Ce que sont ces nombres")
            && french.contains("KR-20 pour juste ou faux (Cronbach 1951; Kuder and Richardson 1937)")
    );
}

/// People counted by pattern.
#[test]
fn analyse_the_law_school_test() {
    let (Some(answers), Some(expected)) = (specs("lsat6_freq.csv"), specs("lsat6.expected.json")) else {
        return;
    };
    let said = succeeds(&["analyse", &answers, "--count", "Freq"]);
    assert_eq!(said["test"]["persons"], 1000);
    near(&said["test"]["alpha"], &json(&expected)["ctt"]["alpha_raw"]);
    assert_eq!(said["items"].as_array().unwrap().len(), 5);
}

const ANSWERS: &str = "\
name;Q1;Q2;Q3;Q4
Awa;A;B;0,5;1
Bao;A;C;1;1
Chloé;B;B;0;0
Dara;A;;0,25;0
Eli;C;C;0;1
";

#[test]
fn analyse_a_table_with_semicolons_and_decimal_commas() {
    let answers = write("answers.csv", &format!("\u{feff}{ANSWERS}"));
    let items = write(
        "items.csv",
        "item,key,options,maximum\nQ1,A,A|B|C|D,2\nQ2,B|C,A|B|C,\nQ3,,,1\nQ4,,,\n",
    );
    let said = succeeds(&["analyse", &answers, "--items", &items]);
    assert_eq!(said["test"]["persons"], 5);
    assert_eq!(said["items"][0]["facility"], 0.6);
    assert_eq!(said["items"][0]["guess"], 0.25);
    near(&said["items"][1]["guess"], &serde_json::json!(2.0 / 3.0));
    assert_eq!(said["items"][1]["facility"], 0.8);
    assert_eq!(said["items"][1]["seen"], 4);
    assert_eq!(said["items"][2]["facility"], 0.35);
    assert_eq!(said["items"][0]["intended-weight"], 40.0);
    let left = succeeds(&["analyse", &answers, "--items", &items, "--gaps", "leave-out"]);
    assert_eq!(left["test"]["left-out"], 1);
}

#[test]
fn everything_wrong_in_a_table_is_said_at_its_place() {
    let answers = write("wrong.csv", "person,Q1,Q2,n\n1,A,1,2\n2,E,x,1\n3,A\n4,B,3,-1\n");
    let items = write(
        "wrong-items.csv",
        "item,key,options,maximum\nQ1,A,A|B,\nQ2,,,2\nQ9,,,1\n",
    );
    let said = fails(&["analyse", &answers, "--items", &items, "--count", "n"]);
    let findings: Vec<(String, u64, u64, String)> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let place = |i: usize| finding["at"][i].as_u64().unwrap();
            let text = |member: &str| finding[member].as_str().unwrap().to_owned();
            (text("path"), place(0), place(1), text("code"))
        })
        .collect();
    let expected = [
        ("wrong-items.csv", 4, 1, "csv/unknown"),
        ("wrong.csv", 3, 2, "csv/option"),
        ("wrong.csv", 3, 3, "csv/number"),
        ("wrong.csv", 4, 2, "csv/ragged"),
        ("wrong.csv", 5, 3, "csv/above"),
        ("wrong.csv", 5, 4, "csv/count"),
    ];
    let expected = expected.map(|(path, line, column, code)| (path.to_owned(), line, column, code.to_owned()));
    assert_eq!(findings, expected);
    let output = shell::jalon(&folder(), &["analyse", &answers, "--items", &items, "--lang", "fr"]);
    let french = String::from_utf8(output.stdout).unwrap();
    assert!(
        french.contains("wrong.csv:3:2: error: L’option «\u{a0}E\u{a0}» n’existe pas"),
        "{french}"
    );
    assert!(
        french.contains("5 choses ne vont pas\u{202f}; rien n’a été calculé."),
        "{french}"
    );
    // A table without a row, a column that is not there, two columns of one name.
    let empty = write("empty.csv", "Q1,Q1\n");
    let codes = |said: &Value| -> Vec<String> {
        let list = said["findings"].as_array().unwrap().iter();
        list.map(|finding| finding["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes(&fails(&["analyse", &empty])), ["csv/empty", "csv/same-name"]);
    let said = fails(&["dif", &answers, "--group", "sex", "--focal", "1", "--items", &items]);
    assert!(codes(&said).contains(&"csv/no-column".to_owned()));
    let one = write("one.csv", "Q1,Q2,g\n1,0,a\n0,1,a\n");
    assert_eq!(
        fails(&["dif", &one, "--group", "g", "--focal", "b"])["refused"],
        "dif/empty-group"
    );
}

#[test]
fn verbal_aggression_of_women_and_men() {
    let (Some(answers), Some(expected)) = (specs("verbagg.csv"), specs("verbagg_dif.expected.json")) else {
        return;
    };
    let expected = json(&expected);
    let arguments = [
        "dif", &answers, "--group", "Gender", "--focal", "1", "--ignore", "Anger",
    ];
    let said = succeeds(&[&arguments[..], &["--no-purify"]].concat());
    let items = said["mantel-haenszel"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 24);
    for (i, item) in items.iter().enumerate() {
        near(&item["mh-chi-square"], &expected["MH"]["chisq_cc"][i]);
        near(&item["mh-delta"], &expected["MH"]["deltaMH"][i]);
        near(&item["std-p-dif"], &expected["STD_P_DIF"][i]);
        let regression = &said["logistic"]["items"][i];
        near(&regression["logistic"], &expected["logistic_both"]["stat"][i]);
    }
    assert_eq!(said["groups"]["focal"], 73);
    let purified = succeeds(&arguments);
    let flagged: Vec<u64> = purified["mantel-haenszel"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .zip(1..)
        .filter(|(item, _)| item["flagged"] == true)
        .map(|(_, rank)| rank)
        .collect();
    assert_eq!(serde_json::json!(flagged), expected["MH_purified"]["flagged"]);
    let french = text(&[&arguments[..], &["--lang", "fr"]].concat());
    assert!(
        french.starts_with("73 personnes (Gender = 1) sont comparées à 243 autres, à score égal."),
        "{french}"
    );
    assert!(french.contains("9 questions sur 24 se comportent autrement pour les deux groupes."));
    assert!(french.contains("pas une preuve"));
}

#[test]
fn dif_on_a_table_made_here() {
    let mut answers = "group,Q1,Q2,Q3,Q4\n".to_owned();
    for person in 0..400_u32 {
        let focal = person % 2;
        let bit = |rank: u32| (person / 2).wrapping_mul(2_654_435_761) >> (8 + rank * 3) & 1;
        let first = if focal == 1 && person % 3 > 0 { 0 } else { bit(0) };
        answers.push_str(&format!(
            "{},{first},{},{},{}\n",
            ["f", "m"][focal as usize],
            bit(1),
            bit(2),
            bit(3)
        ));
    }
    let answers = write("groups.csv", &answers);
    let said = succeeds(&["dif", &answers, "--group", "group", "--focal", "m", "--reference", "f"]);
    assert_eq!(said["mantel-haenszel"]["items"][0]["ets-class"], "C");
    assert!(said["mantel-haenszel"]["items"][0]["mh-delta"].as_f64().unwrap() < -1.5);
    assert_eq!(said["groups"]["reference"], 200);
    let three = write("three.csv", "group,Q1,Q2\na,1,0\nb,0,0.5\nc,1,1\n");
    let said = fails(&["dif", &three, "--group", "group", "--focal", "a", "--reference", "b"]);
    let found: Vec<(&Value, &Value)> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (&f["code"], &f["at"]))
        .collect();
    assert_eq!(
        found[0],
        (&serde_json::json!("csv/right-wrong"), &serde_json::json!([3, 3]))
    );
    assert_eq!(found[1], (&serde_json::json!("csv/group"), &serde_json::json!([4, 1])));
}

/// Krippendorff's example of 2011, with gaps.
#[test]
fn agreement_with_gaps() {
    let case = &vector("agreement.json")["krippendorff_2011"];
    let raters: Vec<&Vec<Value>> = case["data_raters_by_units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap())
        .collect();
    let mut ratings = "A,B,C,D\n".to_owned();
    for unit in 0..raters[0].len() {
        let cells: Vec<String> = raters
            .iter()
            .map(|row| row[unit].as_f64().map_or_else(String::new, |value| format!("{value}")))
            .collect();
        ratings.push_str(&cells.join(","));
        ratings.push('\n');
    }
    let ratings = write("krippendorff.csv", &ratings);
    let said = succeeds(&["agreement", &ratings, "--scale", "ratio", "--weights", "unweighted"]);
    let of = |figure: &str| -> Vec<Value> {
        let list = said["coefficients"].as_array().unwrap().iter();
        list.filter(|row| row["figure"] == figure)
            .map(|row| row["value"].clone())
            .collect()
    };
    for (found, name) in of("formula/krippendorff")
        .iter()
        .zip(["nominal", "ordinal", "interval", "ratio"])
    {
        near(found, &case["computed"][name]);
    }
    assert!((of("formula/gwet")[0].as_f64().unwrap() - 0.77544).abs() < 5e-6);
    // Fleiss and the intraclass correlations need every rating: they are refused by name, the others stand.
    assert_eq!(of("formula/fleiss"), [Value::Null]);
    assert_eq!(said["icc"][0]["refused"], "agreement/incomplete");
    assert_eq!(said["pairs"].as_array().unwrap().len(), 6);
    let english = text(&["agreement", &ratings, "--categories", "1,2,3,4,5,6"]);
    assert!(english.starts_with("12 cases, 4 raters, 6 categories."), "{english}");
    assert!(english.contains("Categories declared and never used: 6."), "{english}");
    let said = fails(&["agreement", &ratings, "--categories", "1,2,3,4"]);
    assert_eq!(said["findings"][0]["code"], "csv/category");
}

#[test]
fn agreement_of_three_judges_of_anxiety() {
    let (Some(ratings), Some(expected)) = (specs("anxiety.csv"), specs("agreement.expected.json")) else {
        return;
    };
    let case = &json(&expected)["anxiety"];
    let said = succeeds(&[
        "agreement",
        &ratings,
        "--scale",
        "interval",
        "--categories",
        "1,2,3,4,5,6",
    ]);
    near(
        &said["pairs"][0]["cohen"],
        &case["weighted_kappa_12"]["squared"]["value"],
    );
    let form = |name: &str| {
        let list = said["icc"].as_array().unwrap();
        list.iter().find(|row| row["form"] == name).unwrap().clone()
    };
    near(
        &form("ICC(A,1)")["icc"],
        &case["icc"]["twoway_agreement_single"]["value"],
    );
    near(
        &form("ICC(A,1)")["low"],
        &case["icc"]["twoway_agreement_single"]["lower"],
    );
    near(
        &form("ICC(C,k)")["high"],
        &case["icc"]["twoway_consistency_average"]["upper"],
    );
}

/// Every refusal of the engine and every figure has its words in both languages.
#[test]
fn every_code_has_a_sentence() {
    use jalon_psychometrics::agreement::Refused as Agreement;
    use jalon_psychometrics::classical::BadMarks;
    use jalon_psychometrics::dif::Refused as Dif;
    use jalon_psychometrics::standard::Refused as Standard;
    let (person, item) = (0, 0);
    let codes: Vec<&str> = vec![
        BadMarks::NoPerson.code(),
        BadMarks::NoItem.code(),
        BadMarks::Mark { person, item }.code(),
        BadMarks::Above { person, item }.code(),
        BadMarks::Maximum { item }.code(),
        jalon_psychometrics::Ragged {
            row: 0,
            found: 0,
            expected: 1,
        }
        .code(),
        Dif::Group { person }.code(),
        Dif::EmptyGroup { group: 0 }.code(),
        Dif::Categories { item }.code(),
        Dif::OneItem.code(),
        Dif::Level.code(),
        Agreement::NoSubject.code(),
        Agreement::OneSubject.code(),
        Agreement::OneRater.code(),
        Agreement::OneCategory.code(),
        Agreement::Category { subject: 0, rater: 0 }.code(),
        Agreement::Number { subject: 0, rater: 0 }.code(),
        Agreement::Incomplete { subject: 0 }.code(),
        Agreement::NoVariation.code(),
        Agreement::Weights.code(),
        Standard::OneJudge.code(),
        Standard::OneItem.code(),
        Standard::Rating { judge: 0, item }.code(),
        Standard::Location { item }.code(),
        Standard::Position { judge: 0 }.code(),
        Standard::NoPerson.code(),
        Standard::Score { person }.code(),
        Standard::Limits.code(),
        Standard::NoCrossing.code(),
        Standard::NoSeparation.code(),
    ];
    let mut codes: Vec<String> = codes.into_iter().map(str::to_owned).collect();
    for formula in jalon_cli::formula::ALL {
        codes.push(formula.id.to_owned());
        if formula.formula.is_empty() {
            codes.push(formula.id.replace("formula/", "says/"));
        }
    }
    for code in &codes {
        for lang in [Lang::Fr, Lang::En] {
            assert!(sentence(lang, code, &SortedMap::new()).is_some(), "{code}");
        }
    }
}
