//! The pyo3 classes of the API's objects: getters of a row of a response.

use super::line;
use super::rust::{doc, wire};
use crate::ir::{Api, Field, Shape, TypeDef};
use crate::names::{Language, Role};
use crate::problem::Result;

/// Rust source of the classes, and of the function from a type's index to its class.
pub fn emit(api: &Api) -> Result<String> {
    let mut out = String::new();
    let objects = || {
        api.types.iter().filter_map(|def| match &def.shape {
            Shape::Struct { fields, .. } => Some((def, fields)),
            _ => None,
        })
    };
    line!(out, "use pyo3::prelude::*;\nuse pyo3::types::{{PyDict, PyTuple}};\nuse crate::object::{{self, Object}};\n");
    for (index, (def, fields)) in objects().enumerate() {
        class(&mut out, index, def, fields);
    }
    line!(out, "/// Creates the object in the class of its type.");
    line!(out, "pub fn make(py: Python<'_>, object: Object) -> PyResult<Py<PyAny>> {{");
    line!(out, "    let index = object.row.rows.object().map(|object| object.index);");
    line!(out, "    let object = PyClassInitializer::from(object);\n    match index {{");
    for (index, (def, _)) in objects().enumerate() {
        let name = def.name.ident(Language::Python, Role::Type);
        line!(out, "        Some({index}) => Ok(Bound::new(py, object.add_subclass({name}))?.into_any().unbind()),");
    }
    line!(out, "        _ => Ok(Bound::new(py, object)?.into_any().unbind()),\n    }}\n}}\n");
    line!(out, "pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {{\n    let py = module.py();");
    for (def, _) in objects() {
        let name = def.name.ident(Language::Python, Role::Type);
        line!(out, "    module.setattr({name:?}, py.get_type::<{name}>())?;");
    }
    line!(out, "    Ok(())\n}}");
    Ok(out)
}

fn class(out: &mut String, index: usize, def: &TypeDef, fields: &[Field]) {
    let name = def.name.ident(Language::Python, Role::Type);
    let names: Vec<_> = fields.iter().map(|field| field.name.ident(Language::Python, Role::Field)).collect();
    doc(out, "", &[&def.description]);
    line!(out, "#[pyclass(extends = Object, frozen, module = \"plock.types\")]\npub struct {name};\n");
    line!(out, "#[pymethods]\nimpl {name} {{");
    let signature = fields.iter().zip(&names).map(|(field, name)| match &field.constant {
        Some(value) => format!(", {name}={value:?}"),
        None if field.required => format!(", {name}"),
        None => format!(", {name}=None"),
    });
    let signature = format!("(*{})", signature.collect::<String>());
    line!(out, "    #[new]\n    #[pyo3(signature = (**fields), text_signature = {signature:?})]");
    line!(
        out,
        "    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<PyClassInitializer<Self>> {{"
    );
    line!(out, "        let object = object::from_fields(py, {index}, fields)?;");
    line!(out, "        Ok(PyClassInitializer::from(object).add_subclass(Self))\n    }}\n");
    line!(out, "    #[classattr]\n    fn _index() -> usize {{\n        {index}\n    }}\n");
    line!(out, "    #[classattr]\n    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {{");
    line!(out, "        PyTuple::new(py, {names:?} as [&str; {}])\n    }}\n", names.len());
    for (slot, (field, name)) in fields.iter().zip(&names).enumerate() {
        doc(out, "    ", &[&field.description, &wire(&field.wire, name)]);
        line!(out, "    #[getter]\n    #[pyo3(name = {name:?})]");
        line!(out, "    fn field_{slot}<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {{");
        line!(out, "        object::field(slf.as_super(), {slot})\n    }}\n");
    }
    line!(out, "}}\n");
}
