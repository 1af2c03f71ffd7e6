//! What the generated dispatch hands its requests to: one function per kind of operation.

use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::pin::pin;

use futures_util::StreamExt;
use plock::{Client, ListOperation, Operation, Request};
use serde::Serialize;

use crate::args::Args;
use crate::failure::{Failure, note};
use crate::many;
use crate::render::{self, Format, Rows};

/// Where results go.
pub(crate) struct Output {
    pub(crate) sink: BufWriter<StdoutLock<'static>>,
    /// Whether a person reads it, and how wide their window is.
    terminal: Option<usize>,
}

impl Output {
    pub(crate) fn new() -> Self {
        let stdout = std::io::stdout();
        let width = || terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        let terminal = stdout.is_terminal().then(width);
        Output { sink: BufWriter::with_capacity(64 * 1024, stdout.lock()), terminal }
    }

    pub(crate) fn format(&self, args: &Args, otherwise: Format) -> Format {
        args.options.format.unwrap_or(if self.terminal.is_some() { Format::Table } else { otherwise })
    }

    /// Reads a collection: the first page, or as many as asked for.
    pub(crate) async fn list<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), Failure>
    where
        O: ListOperation,
        O::Item: Serialize,
    {
        let options = &args.options;
        let mut request = with_query(request, args);
        if let Some(page) = options.page {
            request = request.page(page);
        }
        if let Some(size) = options.page_size {
            request = request.page_size(size);
        }
        if let Some(concurrency) = options.concurrency {
            request = request.concurrency(concurrency);
        }
        let mut rows = Rows::new(self.format(args, Format::Jsonl), args.operation.result, self.terminal);
        if options.all || options.limit.is_some() {
            let mut left = options.limit.unwrap_or(u64::MAX);
            let mut pages = pin!(request.pages());
            while left > 0
                && let Some(page) = pages.next().await
            {
                let page = page?;
                let items = usize::try_from(left).ok().and_then(|left| page.items.get(..left)).unwrap_or(&page.items);
                left -= items.len() as u64;
                rows.page(&mut self.sink, items)?;
                self.sink.flush()?;
            }
            return rows.end(&mut self.sink);
        }
        let page = request.await?;
        rows.page(&mut self.sink, &page.items)?;
        rows.end(&mut self.sink)?;
        self.sink.flush()?;
        if let (Some(current), Some(last)) = (page.current_page, page.last_page)
            && current < last
        {
            let total = page.total.map(|total| format!(", {total} rows in all")).unwrap_or_default();
            note(&format!("note: page {current} of {last}{total}; --all reads every page"));
        }
        Ok(())
    }

    /// Reads one object.
    pub(crate) async fn one<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), Failure>
    where
        O: Operation,
        O::Output: Serialize,
    {
        let item = with_query(request, args).await?;
        let format = self.format(args, Format::Json);
        render::one(&mut self.sink, format, args.operation.result, &item)
    }

    /// Changes something and gets nothing back.
    #[allow(dead_code, reason = "whether the generated dispatch calls it depends on the spec")]
    pub(crate) async fn done<O>(&mut self, request: Request<O>, args: &Args) -> Result<(), Failure>
    where
        O: Operation<Output = ()>,
    {
        Ok(with_query(request, args).await?)
    }

    /// Sends one body made of the options, or one per row of a file.
    pub(crate) async fn write<O, F>(&mut self, client: &Client, args: &Args, build: F) -> Result<(), Failure>
    where
        O: Operation,
        O::Output: Serialize,
        F: Fn(&Args) -> Result<Request<O>, Failure>,
    {
        match &args.options.file {
            Some(file) => many::send(client, args, file, build, self).await,
            None => self.one(build(args)?, args).await,
        }
    }
}

pub(crate) fn with_query<O: Operation>(mut request: Request<O>, args: &Args) -> Request<O> {
    for (name, value) in &args.options.query {
        request = request.query(name, value);
    }
    request
}
