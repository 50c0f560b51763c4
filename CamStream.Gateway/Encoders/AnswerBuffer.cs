using CamStream.Gateway.Hls;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// Receives the body of an answer. While it arrives, its memory counts against a budget; disposal
/// gives that back. Whoever takes <see cref="Body"/> owns it: the buffer never writes to it again.
/// </summary>
/// <param name="maxBytes">The longest body.</param>
/// <param name="budget">The memory for all bodies that are arriving.</param>
internal sealed class AnswerBuffer(int maxBytes, MemoryBudget budget) : IDisposable
{
    // For a body of unknown length; an ordinary playlist fits.
    private const int FirstBytes = 16 << 10;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>What has arrived.</summary>
    public ReadOnlyMemory<byte> Body => _bytes.AsMemory(0, _length);

    /// <summary>Reads a body to its end.</summary>
    /// <param name="body">The body.</param>
    /// <param name="length">Its length in bytes; null when that is not known.</param>
    /// <param name="received">Called whenever bytes have come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null when the body is whole; otherwise the answer that refuses it.</returns>
    public async Task<Answer?> ReadAsync(Stream body, long? length, Action received, CancellationToken cancellation)
    {
        if (length > maxBytes)
            return TooLarge();
        while (_length != length)
        {
            if (_length == _bytes.Length && !TryGrow(length ?? Math.Max(FirstBytes, 2L * _length)))
                return Answer.Refusal(
                    StatusCodes.Status503ServiceUnavailable,
                    $"Buffer memory is exhausted ({GatewayOptions.Section}:{nameof(GatewayOptions.MaxArrivingBytes)})."
                );
            var count = await body.ReadAsync(_bytes.AsMemory(_length), cancellation);
            if (count == 0)
                break;
            received();
            _length += count;
            if (_length > maxBytes)
                return TooLarge();
        }
        return null;
    }

    public void Dispose()
    {
        budget.GiveBack(_bytes.Length);
        _bytes = [];
        _length = 0;
    }

    // Room for one byte more than allowed: that byte shows that a body is too long.
    private bool TryGrow(long capacity)
    {
        capacity = Math.Min(capacity, maxBytes + 1L);
        if (!budget.TryTake(capacity - _bytes.Length))
            return false;
        Array.Resize(ref _bytes, (int)capacity);
        return true;
    }

    private Answer TooLarge() =>
        Answer.Refusal(StatusCodes.Status502BadGateway, $"The answer has more than {maxBytes} bytes.");
}
