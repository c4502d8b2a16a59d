"""`/openapi.json` as a stranger's program reads it: what there is to call, and whether a call and its answer fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

JSON = dict[str, Any]


class NotDescribed(Exception):
    """Something that the description does not have, or has otherwise: a program made from it would be lost."""


@dataclass(frozen=True)
class Operation:
    """One thing to call, by its operationId."""

    name: str
    method: str
    path: str
    parameters: tuple[JSON, ...]
    bodies: JSON
    answers: JSON

    def takes(self, place: str) -> set[str]:
        """The names of the parameters in `place` (path, query, header)."""
        return {parameter["name"] for parameter in self.parameters if parameter["in"] == place}


class Description:
    """Checks each call against the document, by JSON Schema 2020-12."""

    def __init__(self, document: JSON) -> None:
        self._components = document.get("components", {})
        self._operations = dict(self._read(document))

    def operation(self, name: str) -> Operation:
        """The operation of that name; raises NotDescribed."""
        try:
            return self._operations[name]
        except KeyError:
            raise NotDescribed(f"there is no operation {name}") from None

    def check_call(self, operation: Operation, query: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        """Raises NotDescribed for a parameter that is not there, or a required header that is missing."""
        unknown = set(query) - operation.takes("query")
        if unknown:
            raise NotDescribed(f"{operation.name} takes no {', '.join(sorted(unknown))}")
        for parameter in operation.parameters:
            given = query if parameter["in"] == "query" else headers
            if parameter["in"] != "path" and parameter.get("required") and parameter["name"] not in given:
                raise NotDescribed(f"{operation.name} asks for {parameter['name']}")

    def check_body(self, operation: Operation, body: Any) -> None:
        """Raises NotDescribed where the body does not fit."""
        if "application/json" not in operation.bodies:
            raise NotDescribed(f"{operation.name} takes no JSON")
        self._check(operation.bodies["application/json"]["schema"], body, f"the body of {operation.name}")

    def check_answer(self, operation: Operation, status: int, kind: str, body: Any) -> None:
        """Raises NotDescribed where the answer is of a status or a shape that the document does not tell."""
        answer = operation.answers.get(str(status))
        if answer is None:
            raise NotDescribed(f"{operation.name} answered {status}")
        content = self._resolved(answer).get("content", {})
        if not kind and not content:
            return
        if kind not in content:
            raise NotDescribed(f"{operation.name} answered {kind} with {status}")
        if kind.endswith("json"):
            self._check(content[kind]["schema"], body, f"the answer of {operation.name}")

    def _check(self, schema: JSON, value: Any, what: str) -> None:
        whole = {**schema, "components": self._components}
        fault = next(iter(jsonschema_rs.validator_for(whole).iter_errors(value)), None)
        if fault is not None:
            raise NotDescribed(f"{what} does not fit: {fault.message} at {fault.instance_path}")

    def _read(self, document: JSON) -> list[tuple[str, Operation]]:
        found = []
        for path, item in document["paths"].items():
            shared = item.get("parameters", [])
            for method, told in item.items():
                if method != "parameters" and "operationId" in told:
                    parameters = tuple(self._resolved(p) for p in (*shared, *told.get("parameters", [])))
                    bodies = told.get("requestBody", {}).get("content", {})
                    name = told["operationId"]
                    found.append((name, Operation(name, method, path, parameters, bodies, told["responses"])))
        return found

    def _resolved(self, part: JSON) -> JSON:
        while "$ref" in part:
            section, name = part["$ref"].rsplit("/", 2)[1:]
            part = self._components[section][name]
        return part
