namespace CamStream.Source.Options;

/// <summary>The page and the schema have the options of the code: every one of them, and no others.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Page_has_a_table_for_every_option_class_and_no_other() =>
        OptionsPage.Read().Keys.ShouldBe(OptionClass.All.Select(options => options.Heading), ignoreOrder: true);

    [Fact]
    public void Page_has_every_option_with_the_type_default_and_range_of_the_code()
    {
        var page = OptionsPage.Read();

        foreach (var (heading, options) in OptionClass.All)
            page[heading].ShouldBe(options, ignoreOrder: true, heading);
    }

    [Fact]
    public void Schema_has_every_option_with_the_type_default_and_range_of_the_code() =>
        OptionsSchema.Read().ShouldBe(OptionClass.All.SelectMany(options => options.Options), ignoreOrder: true);

    [Fact]
    public void Schema_describes_every_section_and_option() => OptionsSchema.Undescribed().ShouldBeEmpty();

    [Fact]
    public void Schema_is_of_the_draft_that_the_page_names() =>
        ((string?)OptionsSchema.Root["$schema"]).ShouldBe("https://json-schema.org/draft/2020-12/schema");
}
