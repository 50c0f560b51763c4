namespace CamStream.Gateway.Coalescing;

public class AnswerBufferTests
{
    private readonly MemoryBudget _budget = new(100_000);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void What_was_written_is_the_body(int piece)
    {
        var bytes = Enumerable.Range(0, 1_000).Select(i => (byte)i).ToArray();
        using var buffer = new AnswerBuffer(1_000, _budget);

        foreach (var part in bytes.Chunk(piece))
            buffer.Write(part);

        buffer.Body.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void A_body_of_known_length_takes_no_more_than_that()
    {
        using var buffer = new AnswerBuffer(10_000, _budget) { ExpectedLength = () => 3_000 };

        for (var i = 0; i < 3; i++)
            buffer.Write(new byte[1_000]);

        _budget.Taken.ShouldBe(3_000);
    }

    [Fact]
    public void More_than_the_limit_is_refused()
    {
        using var buffer = new AnswerBuffer(1_000, _budget);
        buffer.Write(new byte[1_000]);

        Should
            .Throw<IOException>(() => buffer.Write(new byte[1]))
            .Message.ShouldBe("The answer has more than 1000 bytes.");
        buffer.Refusal!.Status.ShouldBe(502);
    }

    [Fact]
    public void More_than_there_is_memory_for_is_refused()
    {
        using var other = new AnswerBuffer(100_000, _budget);
        other.Write(new byte[99_500]);
        using var buffer = new AnswerBuffer(1_000, _budget);

        Should.Throw<IOException>(() => buffer.Write(new byte[501]));
        buffer.Refusal!.Status.ShouldBe(503);
    }

    [Fact]
    public void The_budget_gets_everything_back()
    {
        using (var buffer = new AnswerBuffer(1_000, _budget))
        {
            buffer.Write(new byte[600]);
            Should.Throw<IOException>(() => buffer.Write(new byte[600]));
        }

        _budget.Taken.ShouldBe(0);
    }

    [Fact]
    public void A_body_outlives_its_buffer()
    {
        ReadOnlyMemory<byte> body;
        using (var buffer = new AnswerBuffer(1_000, _budget))
        {
            buffer.Write([1, 2, 3]);
            body = buffer.Body;
        }

        body.ToArray().ShouldBe([1, 2, 3]);
    }
}
