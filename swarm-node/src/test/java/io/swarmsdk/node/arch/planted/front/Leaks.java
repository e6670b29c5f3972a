package io.swarmsdk.node.arch.planted.front;

import com.google.protobuf.Empty;
import io.swarmsdk.node.api.GetNodeInfoRequest;
import io.swarmsdk.node.arch.planted.internal.wire.Hidden;
import io.swarmsdk.node.arch.planted.internal.wire.HiddenBase;
import io.swarmsdk.node.arch.planted.internal.wire.HiddenException;
import java.util.List;
import java.util.Map;

/** Names hidden types where callers see it, one way each. */
public class Leaks extends HiddenBase<Hidden> {
    public static final Hidden FIELD = new Hidden();

    public Leaks(Hidden parameter) {}

    public void inAnArray(Hidden[] parameter) {}

    public Map<String, List<? extends Hidden>> inAGeneric() {
        return Map.of();
    }

    public <T extends Hidden> void inABound(List<T> parameter) {}

    public void thrown() throws HiddenException {}

    protected Hidden inherited() {
        return FIELD;
    }

    public void generated(Empty parameter) {}

    public GetNodeInfoRequest ofTheControlApi() {
        return GetNodeInfoRequest.getDefaultInstance();
    }

    /** A record's components are in its constructor and its accessors. */
    public record Component(Hidden part) {}
}
