"""Task family: write the docstring of a Python function that has none.

One text, and as many revisions of it as the study asks for. Measures its words, and the share of the function's
parameters that it names. Knows nothing of arms, actors or judges.

The top level of a module runs once, when the component is built, and its memory is kept in the component. Whatever
is imported or read from a file has to be so there: a plugin that runs has no files.
"""

import inspect
import json
import re
from dataclasses import asdict, dataclass
from textwrap import indent
from types import FunctionType

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.about import Finding, Manifest, Want
from wit_world.exports.task import (
    Action,
    Action_Ask,
    Action_Finish,
    Ask,
    Conversation_Extend,
    Event,
    Event_Answered,
    Event_Other,
    Event_OutOfBudget,
    Item,
    Outcome,
    Page,
    Step,
)
from wit_world.imports.types import (
    Artifact,
    Context,
    Failure,
    FailureKind,
    Message,
    Part_Text,
    Role_User,
    StopReason,
)

import functions

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "min-words": {"type": "integer", "minimum": 1, "default": 40, "description": "The fewest words asked for."},
        "max-words": {"type": "integer", "minimum": 1, "default": 120, "description": "The most words asked for."},
        "revisions": {
            "type": "integer",
            "minimum": 0,
            "maximum": 5,
            "default": 1,
            "description": "How often the actor is asked for a better version.",
        },
    },
}

CRITERION = (
    "With the better docstring, somebody who never reads the code uses the function correctly: it says what every "
    "parameter means, what is returned in ordinary and in unusual cases, what is changed and what is raised, and "
    "nothing that the code does not do. Of two that say the same, the shorter is better."
)

REVISE = "Compare your docstring with the code once more. Give an improved version, whole, and nothing else."


@dataclass(frozen=True)
class Config:
    """This plugin's table in the study file. The host has held it against SCHEMA and filled in the defaults."""

    min_words: int
    max_words: int
    revisions: int

    @classmethod
    def read(cls, text: str) -> "Config":
        return cls(**{key.replace("-", "_"): value for key, value in json.loads(text).items()})


@dataclass(frozen=True)
class State:
    """What is remembered between two calls: how many drafts there were, and the latest. It was not cut off."""

    drafts: int = 0
    latest: str = ""

    @classmethod
    def read(cls, text: str) -> "State":
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError) as error:
            raise Err(Failure(FailureKind.BAD_STATE, f"the state cannot be read: {error}", "")) from error

    def write(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Function:
    """A function without a docstring."""

    name: str
    code: str
    parameters: list[str]

    @classmethod
    def of(cls, function: FunctionType) -> "Function":
        code, parameters = inspect.getsource(function).rstrip(), list(inspect.signature(function).parameters)
        return cls(function.__name__, code, parameters)

    def item(self, config: Config) -> Item:
        return Item(
            id=self.name.replace("_", "-"),
            title=f"Docstring of {self.name}",
            brief=(
                f"Write the docstring of the Python function below in {config.min_words} to {config.max_words} words, "
                "for somebody who calls it and never reads its code. Give its text alone, without quotation marks.\n\n"
                + indent(self.code, "    ")
            ),
            criterion=CRITERION,
            input=json.dumps({"parameters": self.parameters}),
            tags=["python"],
            max_steps=1 + config.revisions,
            attrs=[],
        )


FUNCTIONS = [Function.of(value) for value in vars(functions).values() if isinstance(value, FunctionType)]


class About(exports.About):
    def describe(self) -> Manifest:
        return Manifest(
            id="example/docstring",
            version="0.1.0",
            title="Docstring",
            summary="Write the docstring of a Python function that has none, and revise it.",
            authors=[],
            license="MIT OR Apache-2.0",
            citation="",
            config_schema=json.dumps(SCHEMA),
            attrs=[],
        )

    def wants(self, config: str) -> list[Want]:
        return []

    def check(self, config: str) -> list[Finding]:
        read = Config.read(config)
        if read.min_words <= read.max_words:
            return []
        message = f"min-words ({read.min_words}) is above max-words ({read.max_words})"
        return [Finding(pointer="/min-words", message=message, fatal=True)]


class Task(exports.Task):
    def items(self, ctx: Context, start: int, limit: int) -> Page:
        config = Config.read(ctx.config)
        end = start + limit
        items = [function.item(config) for function in FUNCTIONS[start:end]]
        return Page(items, end if limit > 0 and end < len(FUNCTIONS) else None)

    def begin(self, ctx: Context, item: Item) -> Step:
        return Step(State().write(), ask(item.brief), metrics=[])

    def advance(self, ctx: Context, item: Item, state: str, event: Event) -> Step:
        before = State.read(state)
        match event:
            case Event_Answered(answer):
                text = text_of(answer.message)
                is_whole = answer.stop in (StopReason.END, StopReason.STOP_SEQUENCE) and text.strip() != ""
                after = State(before.drafts + 1, text)
                if is_whole and after.drafts <= Config.read(ctx.config).revisions:
                    return Step(after.write(), ask(REVISE), measures(item, text))
                return Step(after.write(), finish(item, text, is_whole), metrics=[])
            case Event_OutOfBudget():
                return Step(state, finish(item, before.latest, before.drafts > 0), metrics=[])
            case Event_Other((kind, _)):
                raise Err(Failure(FailureKind.UNSUPPORTED, f"the event `{kind}`", ""))


def ask(text: str) -> Action:
    """One more message to the actor."""
    message = Message(Role_User(), [Part_Text(text)])
    return Action_Ask(
        Ask(to="actor", conversation=Conversation_Extend([message]), tools=[], max_output_tokens=None, attrs=[])
    )


def finish(item: Item, text: str, is_complete: bool) -> Action:
    """The end of the episode, with `text` as its work."""
    artifact = Artifact(name="docstring", media_type="text/plain", text=text, attrs=[])
    return Action_Finish(Outcome([artifact], measures(item, text), is_complete, attrs=[]))


def measures(item: Item, text: str) -> list[tuple[str, float]]:
    """What can be counted in a docstring."""
    parameters = json.loads(item.input)["parameters"]
    named = set(parameters) & set(re.findall(r"\w+", text))
    return [("words", float(len(text.split()))), ("parameters-named", len(named) / len(parameters))]


def text_of(message: Message) -> str:
    """The text parts of a message. Whatever else a model says, such as its reasoning, is not its work."""
    return "\n\n".join(part.value for part in message.parts if isinstance(part, Part_Text))
