using MQTTnet.Exceptions;

namespace MQTTnet.Protocol;

public class MqttTopicValidatorTests
{
    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a/+/b")]
    [InlineData("a/#")]
    public void Topic_that_is_empty_or_has_a_wildcard_is_refused(string? topic) =>
        Should.Throw<MqttProtocolViolationException>(() => MqttTopicValidator.ThrowIfInvalid(topic));

    [Theory]
    [InlineData("")]
    [InlineData("#/a")]
    public void Filter_that_is_empty_or_goes_on_after_hash_is_refused(string filter) =>
        Should.Throw<MqttProtocolViolationException>(() => MqttTopicValidator.ThrowIfInvalidSubscribe(filter));

    [Fact]
    public void Message_with_an_alias_needs_no_topic() => MqttTopicValidator.ThrowIfInvalid(new MqttApplicationMessage { TopicAlias = 1 });
}
