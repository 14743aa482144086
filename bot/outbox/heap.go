package outbox

// heap is a binary heap whose members know where they stand, so that they can be taken out of its middle.
type heap[T any] struct {
	items []T
	less  func(a, b T) bool
	moved func(T, int) // tells a member its index; -1 when it has left
}

func (h *heap[T]) first() (T, bool) {
	if len(h.items) == 0 {
		return *new(T), false
	}
	return h.items[0], true
}

func (h *heap[T]) push(x T) {
	h.items = append(h.items, x)
	h.moved(x, len(h.items)-1)
	h.up(len(h.items) - 1)
}

func (h *heap[T]) remove(i int) T {
	x, last := h.items[i], len(h.items)-1
	h.swap(i, last)
	h.items[last] = *new(T)
	h.items = h.items[:last]
	if i < last {
		h.down(i)
		h.up(i)
	}
	h.moved(x, -1)
	return x
}

func (h *heap[T]) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !h.less(h.items[i], h.items[parent]) {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h *heap[T]) down(i int) {
	for {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(h.items) && h.less(h.items[child], h.items[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		h.swap(i, least)
		i = least
	}
}

func (h *heap[T]) swap(i, j int) {
	h.items[i], h.items[j] = h.items[j], h.items[i]
	h.moved(h.items[i], i)
	h.moved(h.items[j], j)
}
