//! `motive plan`: how balanced a study's plan is, before anything is asked.

use std::process::ExitCode;

use motive_study::balance::Balance;
use serde_json::json;

use crate::arguments;
use crate::commands::{Failure, failed, prepared, print_json, runtime};
use crate::out::print;

/// `motive plan`
pub(crate) fn plan(arguments: &arguments::Check) -> Result<ExitCode, Failure> {
    let runtime = runtime()?;
    let prepared = prepared(&runtime, &arguments.study, &arguments.set)?;
    let (plan, balance) = (&prepared.plan, Balance::of(&prepared.plan));
    let digest = plan.digest().map_err(failed)?;
    if arguments.json {
        print_json(&json!({ "plan": digest, "lock": plan.lock, "balance": balance }))?;
    } else {
        let head =
            format!("{}\nplan    sha256:{digest}\nlock    sha256:{}\n", plan.study.study.name, plan.lock);
        print(&format!("{head}{}", motive_report::balance(plan, &balance)))?;
    }
    Ok(ExitCode::SUCCESS)
}
