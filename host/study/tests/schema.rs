//! The JSON Schema that `motive schema` prints.

#![allow(clippy::unwrap_used)]

mod common;

use motive_study::{file, schema};
use serde_json::Value as Json;

#[test]
fn it_is_a_valid_schema_of_2020_12() {
    let schema = file::schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
}

#[test]
fn the_examples_fit_it() {
    let schema = file::schema();
    let validator = schema::compile(&schema).unwrap();
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut seen = 0;
    for example in std::fs::read_dir(examples).unwrap() {
        let study = example.unwrap().path().join("study.toml");
        let Ok(text) = std::fs::read_to_string(&study) else { continue };
        let study_json: Json = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&study_json).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", study.display());
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn every_key_is_described() {
    fn undescribed(path: &str, schema: &Json, found: &mut Vec<String>) {
        match schema {
            Json::Object(map) => {
                if let Some(Json::Object(properties)) = map.get("properties") {
                    let blank = properties.iter().filter(|(_, key)| key.get("description").is_none());
                    found.extend(blank.map(|(key, _)| format!("{path}.{key}")));
                }
                map.iter().for_each(|(key, inner)| undescribed(&format!("{path}.{key}"), inner, found));
            }
            Json::Array(items) => items.iter().for_each(|inner| undescribed(path, inner, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    undescribed("", &file::schema(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}
