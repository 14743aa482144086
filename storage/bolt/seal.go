package bolt

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// sealSize is what a value takes in the file beyond its own bytes: CRC-32C of key and value, little-endian.
const sealSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(key, value []byte) uint32 {
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value)
}

// nameSum is kept as a bucket's sequence, a number that nothing else here uses. A bucket whose name is spoilt
// would otherwise look like one that is missing, and be made anew, empty.
func nameSum(name []byte) uint64 { return uint64(checksum(name, nil)) }

func seal(key, value []byte) []byte {
	sealed := make([]byte, len(value), len(value)+sealSize)
	copy(sealed, value)
	return binary.LittleEndian.AppendUint32(sealed, checksum(key, value))
}

func unseal(key, sealed []byte) (value []byte, ok bool) {
	n := len(sealed) - sealSize
	if n < 0 {
		return nil, false
	}
	value = sealed[:n:n]
	return value, binary.LittleEndian.Uint32(sealed[n:]) == checksum(key, value)
}

// mustUnseal panics where the bytes are not those that were put, as bbolt does where a page is not its own.
func mustUnseal(key, sealed []byte) []byte {
	value, ok := unseal(key, sealed)
	if !ok {
		panic(fmt.Sprintf("value under key %x fails its checksum", key))
	}
	return value
}
