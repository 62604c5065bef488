//! The messages that wait, and the requests that are worked on.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lsp_server::{Message, RequestId};

/// Messages in their order, and requests that are worked on beside them.
#[derive(Default)]
pub(super) struct Queue {
    waiting: VecDeque<Message>,
    /// What stops each of those that are worked on.
    working: HashMap<RequestId, Arc<AtomicBool>>,
}

impl Queue {
    pub fn push(&mut self, message: Message) {
        self.waiting.push_back(message);
    }

    pub fn pop(&mut self) -> Option<Message> {
        self.waiting.pop_front()
    }

    /// Notes that a request is worked on: what stops it.
    pub fn begin(&mut self, id: &RequestId) -> Arc<AtomicBool> {
        let stop = Arc::new(AtomicBool::new(false));
        self.working.insert(id.clone(), stop.clone());
        stop
    }

    /// Whether a request that was worked on is still to be answered.
    pub fn end(&mut self, id: &RequestId) -> bool {
        self.working.remove(id).is_some()
    }

    /// Takes back a request. Whether it was waiting or worked on; else it is answered already, or never came.
    pub fn cancel(&mut self, id: &RequestId) -> bool {
        if let Some(stop) = self.working.remove(id) {
            stop.store(true, Ordering::Relaxed);
            return true;
        }
        let is_it = |message: &Message| matches!(message, Message::Request(request) if request.id == *id);
        let place = self.waiting.iter().position(is_it);
        place.and_then(|at| self.waiting.remove(at)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use lsp_server::Request;

    use super::*;

    fn request(id: i32) -> Message {
        Message::Request(Request { id: id.into(), method: "m".to_owned(), params: serde_json::Value::Null })
    }

    #[test]
    fn what_is_cancelled_is_not_done() {
        let mut queue = Queue::default();
        (1..=3).for_each(|id| queue.push(request(id)));
        assert!(queue.cancel(&2.into()));
        assert!(!queue.cancel(&2.into()));
        assert!(!queue.cancel(&"2".to_owned().into()));
        let ids = std::iter::from_fn(|| queue.pop()).map(|message| match message {
            Message::Request(request) => request.id.to_string(),
            _ => String::new(),
        });
        assert_eq!(ids.collect::<Vec<_>>(), ["1", "3"]);
    }

    #[test]
    fn what_is_worked_on_is_stopped_once() {
        let mut queue = Queue::default();
        let stop = queue.begin(&1.into());
        assert!(queue.cancel(&1.into()));
        assert!(stop.load(Ordering::Relaxed));
        assert!(!queue.end(&1.into()));
        queue.begin(&2.into());
        assert!(queue.end(&2.into()));
        assert!(!queue.cancel(&2.into()));
    }
}
