//! The objects of each resource, typed.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use plock::types;
use plock_sandbox::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{Sandbox, Server};

/// Objects of one resource of a [`Sandbox`].
pub struct Objects<'a, T> {
    server: &'a Server,
    resource: &'static str,
    object: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Objects<'_, T> {
    /// Stores an object and returns it as a get returns it. Fields that are `None`, and an empty id, are filled in; a reference is filled in
    /// with the object that was added last, if there is one.
    ///
    /// # Errors
    /// [`Error`] naming the field, for a field that the resource does not have, an id in use, and a reference to an unknown object.
    pub fn add(&self, object: T) -> Result<T, Error> {
        // Values stay text, so that no digit is lost.
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(&serde_json::to_string(&object)?)?;
        let is_given = |name: &str, value: &str| value != "null" && (name, value) != ("id", "\"\"");
        // Errors name the fields as Rust does.
        let fields = self.server.object(self.resource)?.fields;
        let rust = |wire: &str| fields.iter().find(|field| field.wire == wire).map(|field| field.name);
        let given: BTreeMap<_, _> = members
            .iter()
            .filter(|(name, value)| is_given(name, value.get()))
            .map(|(name, value)| (rust(name).unwrap_or(name), value))
            .collect();
        Ok(serde_json::from_str(&self.server.add(self.resource, &serde_json::to_string(&given)?)?)?)
    }
}

/// What calls have written to a [`Sandbox`], by resource.
pub struct Recorded<'a> {
    pub(crate) server: &'a Server,
}

impl Recorded<'_> {
    fn read<T: DeserializeOwned>(&self, resource: &str) -> Result<Vec<T>, Error> {
        let objects = self.server.recorded(resource)?;
        objects.iter().map(|object| Ok(serde_json::from_str(object)?)).collect()
    }
}

/// A method for each resource that can be read.
macro_rules! resources {
    ($($accessor:ident $resource:literal $object:ident;)*) => {
        impl Sandbox {
            $(
                #[doc = concat!("Objects of the resource `", $resource, "`.")]
                pub fn $accessor(&self) -> Objects<'_, types::$object> {
                    Objects { server: &self.0, resource: $resource, object: PhantomData }
                }
            )*
        }

        impl Recorded<'_> {
            $(
                #[doc = concat!("Objects of the resource `", $resource, "` that calls have created or changed, in order.")]
                ///
                /// # Errors
                /// [`Error`] if an object cannot be decoded.
                pub fn $accessor(&self) -> Result<Vec<types::$object>, Error> {
                    self.read($resource)
                }
            )*
        }
    };
}
plock::__stored_resources!(resources);
