package io.swarmsdk.node.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.CallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedSenderTest {
    private static final int CAPACITY = 1024;

    private final BoundedSender<Integer> sender = new BoundedSender<>();
    private final Stream stream = new Stream();

    @Test
    void sendsAtOnceWhileTheTransportTakesIt() {
        begin();

        assertThat(sender.send(1)).isTrue();
        assertThat(sender.send(2)).isTrue();

        assertThat(stream.sent).containsExactly(1, 2);
    }

    @Test
    void keepsWhatTheTransportDoesNotTakeAndSendsItInOrderLater() {
        begin();
        stream.ready = false;
        sender.send(1);
        sender.send(2);
        assertThat(stream.sent).isEmpty();

        stream.ready = true;
        sender.drain();

        assertThat(stream.sent).containsExactly(1, 2);
    }

    @Test
    void doesNotTouchAStreamThatHasNotBegun() {
        sender.send(1);
        stream.begun = false;
        sender.attach(stream);
        sender.send(2);
        sender.drain();
        assertThat(stream.sent).isEmpty();

        stream.begun = true;
        sender.begin();

        assertThat(stream.sent).containsExactly(1, 2);
    }

    @Test
    void refusesWhenItIsFullAndTakesMoreWhenThereIsRoom() {
        begin();
        stream.ready = false;
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(sender.send(i)).isTrue();
        }
        assertThat(sender.send(-1)).isFalse();

        stream.ready = true;
        sender.drain();

        assertThat(stream.sent).hasSize(CAPACITY).doesNotContain(-1);
        assertThat(sender.send(CAPACITY)).isTrue();
    }

    @Test
    void endsTheStreamAfterWhatWaits() {
        begin();
        stream.ready = false;
        sender.send(1);
        sender.close();
        assertThat(stream.completed).isZero();
        assertThat(sender.send(2)).isFalse();

        stream.ready = true;
        sender.drain();

        assertThat(stream.sent).containsExactly(1);
        assertThat(stream.completed).isOne();
    }

    @Test
    void endsTheStreamOnce() {
        begin();

        sender.close();
        sender.close();
        sender.drain();

        assertThat(stream.completed).isOne();
    }

    @Test
    void sendsNothingMoreOnAStreamThatIsGone() {
        begin();
        stream.ready = false;
        sender.send(1);

        sender.gone();
        stream.ready = true;
        sender.drain();
        sender.close();

        assertThat(sender.send(2)).isFalse();
        assertThat(stream.sent).isEmpty();
        assertThat(stream.completed).isZero();
    }

    private void begin() {
        sender.attach(stream);
        sender.begin();
    }

    private static final class Stream extends CallStreamObserver<Integer> {
        private final List<Integer> sent = new ArrayList<>();
        private boolean begun = true;
        private boolean ready = true;
        private int completed;

        @Override
        public boolean isReady() {
            assertThat(begun).as("asked only after it has begun").isTrue();
            return ready;
        }

        @Override
        public void onNext(Integer value) {
            assertThat(begun && completed == 0).as("open").isTrue();
            sent.add(value);
        }

        @Override
        public void onCompleted() {
            completed++;
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
