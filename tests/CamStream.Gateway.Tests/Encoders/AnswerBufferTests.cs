using System.Text;

namespace CamStream.Gateway.Encoders;

public class AnswerBufferTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly MemoryBudget _budget = new(100_000);
    private int _received;

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(1_000, true)]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(1_000, false)]
    public async Task The_body_is_read_to_its_end(int piece, bool lengthIsKnown)
    {
        var bytes = Enumerable.Range(0, 1_000).Select(i => (byte)i).ToArray();
        using var buffer = new AnswerBuffer(1_000, _budget);

        var refusal = await buffer.ReadAsync(
            new PieceStream(bytes, piece),
            lengthIsKnown ? bytes.Length : null,
            () => _received++,
            _stop
        );

        refusal.ShouldBeNull();
        buffer.Body.ToArray().ShouldBe(bytes);
        _received.ShouldBe((bytes.Length + piece - 1) / piece);
    }

    [Fact]
    public async Task A_body_of_known_length_takes_no_more_memory_than_that()
    {
        using var buffer = new AnswerBuffer(10_000, _budget);

        await ReadAsync(buffer, 3_000, length: 3_000);

        _budget.Taken.ShouldBe(3_000);
    }

    [Theory]
    [InlineData(1_001)]
    [InlineData(null)]
    public async Task A_body_over_the_limit_is_refused(int? length)
    {
        using var buffer = new AnswerBuffer(1_000, _budget);

        var refusal = await ReadAsync(buffer, 1_001, length);

        refusal!.Status.ShouldBe(502);
        Encoding.UTF8.GetString(refusal.Body.Span).ShouldBe("The answer has more than 1000 bytes.\n");
    }

    [Fact]
    public async Task A_body_is_refused_when_the_memory_is_exhausted()
    {
        using var other = new AnswerBuffer(100_000, _budget);
        await ReadAsync(other, 99_500, length: 99_500);
        using var buffer = new AnswerBuffer(1_000, _budget);

        var refusal = await ReadAsync(buffer, 501, length: 501);

        refusal!.Status.ShouldBe(503);
        Encoding.UTF8.GetString(refusal.Body.Span).ShouldBe("Buffer memory is exhausted (Gateway:MaxArrivingBytes).\n");
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1_001)]
    public async Task The_budget_gets_everything_back(int bytes)
    {
        using (var buffer = new AnswerBuffer(1_000, _budget))
            await ReadAsync(buffer, bytes, length: null);

        _budget.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_body_outlives_its_buffer()
    {
        ReadOnlyMemory<byte> body;
        using (var buffer = new AnswerBuffer(1_000, _budget))
        {
            await buffer.ReadAsync(new MemoryStream([1, 2, 3]), 3, () => { }, _stop);
            body = buffer.Body;
        }

        body.ToArray().ShouldBe([1, 2, 3]);
    }

    private static async Task<Hls.Answer?> ReadAsync(AnswerBuffer buffer, int bytes, int? length) =>
        await buffer.ReadAsync(new MemoryStream(new byte[bytes]), length, () => { }, _stop);

    /// <summary>Gives its bytes in pieces.</summary>
    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
