namespace Aspire.Hosting;

public class ParameterTests
{
    [Fact]
    public async Task Generated_value_is_the_same_for_whoever_is_told_and_another_in_every_application()
    {
        List<string> values = [];
        for (var run = 0; run < 2; run++)
        {
            await using var local = new LocalApplication();
            var word = local.Builder.AddParameter("word", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true);
            local.Shell("first", "echo $WORD").WithEnvironment("WORD", word);
            local.Shell("second", "echo $WORD").WithEnvironment("WORD", word);

            await local.StartAsync();
            await local.StateAsync("first", KnownResourceStates.Finished);
            await local.StateAsync("second", KnownResourceStates.Finished);

            var value = await word.Resource.GetValueAsync(LocalApplication.Cancellation);
            local.Lines.Order().ShouldBe([$"first Information: {value}", $"second Information: {value}"]);
            values.Add(value.ShouldNotBeNull());
        }

        values.ShouldAllBe(value => value.Length == 40 && value.All(char.IsAsciiLetterOrDigit));
        values[0].ShouldNotBe(values[1]);
    }

    [Fact]
    public async Task Configured_value_is_taken()
    {
        await using var local = new LocalApplication("--Parameters:word=given");
        var word = local.Builder.AddParameter("word", new GenerateParameterDefault());

        (await word.Resource.GetValueAsync(LocalApplication.Cancellation)).ShouldBe("given");
    }

    [Fact]
    public async Task Callback_comes_before_every_start()
    {
        await using var local = new LocalApplication();
        var file = Path.Combine(local.Directory, "starts");
        local.Shell("reader", "wc -l <starts").OnBeforeResourceStarted((_, _, cancellationToken) => File.AppendAllTextAsync(file, "start\n", cancellationToken));

        await local.StartAsync();
        await local.StateAsync("reader", KnownResourceStates.Finished);
        await local.CommandAsync("reader", KnownResourceCommands.StartCommand);
        await local.StateAsync("reader", KnownResourceStates.Finished);

        local.Lines.ShouldBe(["reader Information: 1", "reader Information: 2"]);
    }
}
