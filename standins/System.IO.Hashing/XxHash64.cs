using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>
/// XXH64 (xxHash fast digest algorithm, version 0.1.1, section "XXH64 algorithm description"). As bytes, the hash is big-endian.
/// </summary>
public sealed class XxHash64
{
    private const int StripeLength = 32;
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    private XxHash64()
    {
    }

    public static byte[] Hash(byte[] source) => Hash(source, seed: 0);

    public static byte[] Hash(byte[] source, long seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(new ReadOnlySpan<byte>(source), seed);
    }

    public static byte[] Hash(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source, seed));
        return hash;
    }

    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var length = (ulong)source.Length;
        var hash = source.Length < StripeLength
            ? unchecked((ulong)seed + Prime5)
            : Stripes(ref source, (ulong)seed);
        return Avalanche(Tail(unchecked(hash + length), source));
    }

    // Steps 1 to 3: four lanes over whole stripes, then merged. Leaves in source what is shorter than a stripe.
    private static ulong Stripes(ref ReadOnlySpan<byte> source, ulong seed)
    {
        unchecked
        {
            var lane1 = seed + Prime1 + Prime2;
            var lane2 = seed + Prime2;
            var lane3 = seed;
            var lane4 = seed - Prime1;
            for (; source.Length >= StripeLength; source = source[StripeLength..])
            {
                lane1 = Round(lane1, Read64(source));
                lane2 = Round(lane2, Read64(source[8..]));
                lane3 = Round(lane3, Read64(source[16..]));
                lane4 = Round(lane4, Read64(source[24..]));
            }

            var hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
            return Merge(Merge(Merge(Merge(hash, lane1), lane2), lane3), lane4);
        }
    }

    // Step 5: the rest by eight, four and single bytes.
    private static ulong Tail(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
                hash = (BitOperations.RotateLeft(hash ^ Round(0, Read64(rest)), 27) * Prime1) + Prime4;

            if (rest.Length >= 4)
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
                hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
                rest = rest[4..];
            }

            foreach (var value in rest)
                hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
            return hash;
        }
    }

    // Step 6.
    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Round(ulong lane, ulong input)
        => unchecked(BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked(((hash ^ Round(0, lane)) * Prime1) + Prime4);

    private static ulong Read64(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source);
}
